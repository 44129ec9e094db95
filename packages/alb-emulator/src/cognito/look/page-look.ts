import type {
  HostedUiStyle,
  ManagedLoginAsset,
  ManagedLoginStyle,
} from "../../model/sign-in-pages.ts";
import type { UserPoolModel } from "../../model/user-pool.ts";
import { schemeDeclarations } from "./color-scheme.ts";
import { colorSchemeOf, managedLoginCss, showsLogo } from "./managed-login-css.ts";

/** What makes the pages of a pool look as they do for an app client. */
export interface PageLook {
  readonly type: "hosted-ui" | "managed-login";
  /** Of a style sheet that follows the emulator's own. */
  readonly css: string;
  /** By name, with which {@link imageHref} refers to them. */
  readonly images: Readonly<Partial<Record<ImageName, PageImage>>>;
}

export const imageNames = [
  "logo",
  "logo-dark",
  "favicon",
  "background",
  "background-dark",
] as const;

export type ImageName = (typeof imageNames)[number];

export interface PageImage {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const contentTypes: Readonly<Record<ManagedLoginAsset["extension"], string>> = {
  ICO: "image/x-icon",
  JPEG: "image/jpeg",
  PNG: "image/png",
  SVG: "image/svg+xml",
  WEBP: "image/webp",
};

/** Whether the pool's domain shows managed login. */
export function isManagedLogin({ domain }: UserPoolModel): boolean {
  return (domain?.managedLoginVersion ?? 1) >= 2;
}

/** Whether managed login has no pages for an app client, because no branding style is assigned to it. */
export function lacksBranding(model: UserPoolModel, clientId: unknown): boolean {
  return (
    isManagedLogin(model) &&
    model.pageStyles !== undefined &&
    !model.pageStyles.managedLogin.some((style) => style.clientId === clientId)
  );
}

/** The look of a pool's pages for an app client. */
export function pageLookOf(model: UserPoolModel, clientId: string): PageLook {
  const { hostedUi = [], managedLogin = [] } = model.pageStyles ?? {};
  if (isManagedLogin(model)) {
    const style = managedLogin.find((each) => each.clientId === clientId);
    return managedLoginLook(clientId, style ?? { clientId, settings: {}, assets: [] });
  }
  const own = (id: string) => hostedUi.find((style) => style.clientId === id);
  return hostedUiLook(own(clientId) ?? own("ALL"));
}

/** URL of an image of the pages. */
export function imageHref(clientId: string, name: ImageName): string {
  return `/assets/look/${name}?client_id=${encodeURIComponent(clientId)}`;
}

function hostedUiLook(style: HostedUiStyle | undefined): PageLook {
  const logo = style?.logo;
  const contentType = logo?.[0] === 0xff ? contentTypes.JPEG : contentTypes.PNG;
  return {
    type: "hosted-ui",
    css: `:root {\n${schemeDeclarations("light")}\n}\n${style?.css ?? ""}`,
    images: logo === undefined ? {} : { logo: { contentType, bytes: logo } },
  };
}

function managedLoginLook(clientId: string, style: ManagedLoginStyle): PageLook {
  const scheme = colorSchemeOf(style);
  const find = (category: string, mode: "DARK" | "LIGHT"): PageImage | undefined => {
    const ofCategory = style.assets.filter((asset) => asset.category === category);
    const asset =
      ofCategory.find(({ colorMode }) => colorMode === mode) ??
      ofCategory.find(({ colorMode }) => colorMode === "DYNAMIC");
    return asset && { contentType: contentTypes[asset.extension], bytes: asset.bytes };
  };
  const first = scheme === "dark" ? "DARK" : "LIGHT";
  const hasLogo = showsLogo(style);
  const candidates: Readonly<Record<ImageName, PageImage | undefined>> = {
    logo: hasLogo ? find("FORM_LOGO", first) : undefined,
    "logo-dark": hasLogo && scheme === "browser" ? find("FORM_LOGO", "DARK") : undefined,
    favicon: find("FAVICON_SVG", first) ?? find("FAVICON_ICO", first),
    background: find("PAGE_BACKGROUND", first),
    "background-dark": scheme === "browser" ? find("PAGE_BACKGROUND", "DARK") : undefined,
  };
  const images: Partial<Record<ImageName, PageImage>> = {};
  for (const name of imageNames) {
    const image = candidates[name];
    if (image !== undefined) images[name] = image;
  }
  const href = (name: ImageName) => (images[name] ? imageHref(clientId, name) : undefined);
  const background = href("background");
  const dark = href("background-dark") ?? (scheme === "dark" ? background : undefined);
  return {
    type: "managed-login",
    css: managedLoginCss(style, {
      ...(background === undefined ? {} : { light: background }),
      ...(dark === undefined ? {} : { dark }),
    }),
    images,
  };
}
