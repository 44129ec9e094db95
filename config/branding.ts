import { type ImageType, imageTypeOf } from "./image-type";
import { readPageFile } from "./page-files";
import type { ManagedLogin } from "./schema/pages";

/** An image of managed login, as Cognito's API names it. */
export interface BrandingAsset {
  readonly category: "FAVICON_ICO" | "FAVICON_SVG" | "FORM_LOGO" | "PAGE_BACKGROUND";
  /** `DYNAMIC` is for light and dark pages alike. */
  readonly colorMode: "DARK" | "DYNAMIC" | "LIGHT";
  readonly extension: ImageType;
  /** Base64. */
  readonly bytes: string;
}

/** A style of managed login; `undefined` stands for the values that Cognito provides. */
export interface Branding {
  /** JSON text. */
  readonly settings: string;
  readonly assets: readonly BrandingAsset[];
}

/** Settings of managed login, a JSON object. */
export type BrandingSettings = { readonly [key: string]: unknown };

/**
 * The branding style of a checked environment's pages.
 * @throws where a file cannot be read
 */
export function brandingOf(pages: ManagedLogin): Branding | undefined {
  const { settings, logo, favicon, background } = pages;
  const assets = [
    ...(logo === undefined ? [] : imagesOf("FORM_LOGO", logo)),
    ...(favicon === undefined ? [] : [faviconOf(favicon)]),
    ...(background === undefined ? [] : imagesOf("PAGE_BACKGROUND", background)),
  ];
  if (settings === undefined && assets.length === 0) return undefined;
  const written = settings === undefined ? {} : parseSettings(readPageFile(settings));
  const defaults = defaultsFor(assets);
  return { settings: JSON.stringify(merged(defaults, written)), assets };
}

/**
 * Reads settings of managed login.
 * @throws SyntaxError where the text is not JSON
 */
export function parseSettings(text: Buffer): BrandingSettings {
  return JSON.parse(text.toString("utf8")) as BrandingSettings;
}

function imagesOf(
  category: "FORM_LOGO" | "PAGE_BACKGROUND",
  { light, dark }: { readonly light: string; readonly dark?: string | undefined },
): BrandingAsset[] {
  if (dark === undefined) return [assetOf(light, category, "DYNAMIC")];
  return [assetOf(light, category, "LIGHT"), assetOf(dark, category, "DARK")];
}

function faviconOf(path: string): BrandingAsset {
  const asset = assetOf(path, "FAVICON_SVG", "DYNAMIC");
  return asset.extension === "ICO" ? { ...asset, category: "FAVICON_ICO" } : asset;
}

function assetOf(
  path: string,
  category: BrandingAsset["category"],
  colorMode: BrandingAsset["colorMode"],
): BrandingAsset {
  const bytes = readPageFile(path);
  return {
    category,
    colorMode,
    extension: imageTypeOf(bytes) ?? "PNG",
    bytes: bytes.toString("base64"),
  };
}

/** Settings without which Cognito would not show the images. The settings file overrides them. */
function defaultsFor(assets: readonly BrandingAsset[]): BrandingSettings {
  const has = (category: BrandingAsset["category"]) =>
    assets.some((asset) => asset.category === category);
  const favicons = assets.flatMap(({ category, extension }) =>
    category.startsWith("FAVICON") ? [extension] : [],
  );
  const components = {
    ...(has("FORM_LOGO") ? { form: { logo: { enabled: true } } } : {}),
    ...(favicons.length > 0 ? { favicon: { enabledTypes: favicons } } : {}),
    ...(has("PAGE_BACKGROUND") ? { pageBackground: { image: { enabled: true } } } : {}),
  };
  return {
    ...(assets.some(({ colorMode }) => colorMode === "DARK")
      ? { categories: { global: { colorSchemeMode: "DYNAMIC" } } }
      : {}),
    ...(Object.keys(components).length > 0 ? { components } : {}),
  };
}

function merged(defaults: BrandingSettings, written: BrandingSettings): BrandingSettings {
  const keys = [...new Set([...Object.keys(defaults), ...Object.keys(written)])];
  return Object.fromEntries(
    keys.map((key) => {
      const [ours, theirs] = [defaults[key], written[key]];
      const value =
        isSettings(ours) && isSettings(theirs) ? merged(ours, theirs) : (theirs ?? ours);
      return [key, value];
    }),
  );
}

export function isSettings(value: unknown): value is BrandingSettings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
