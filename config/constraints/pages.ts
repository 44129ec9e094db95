import { type BrandingSettings, brandingOf, isSettings, parseSettings } from "../branding";
import { problemsOfCss } from "../hosted-ui-css";
import { type ImageType, imageTypeOf } from "../image-type";
import type { Path } from "../issue";
import { readPageFile } from "../page-files";
import { reasonOf } from "../reason-of";
import type { Identity } from "../schema/environment";
import type { ManagedLogin, Pages } from "../schema/pages";
import type { Constraint, ConstraintIssue } from "./constraint";

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/hosted-ui-classic-branding.html */
const hostedUiLimits = { cssBytes: 3 * 1024, logoBytes: 100 * 1024, requestBytes: 135 * 1024 };

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html */
const maxBrandingBytes = 2 * 1024 * 1024;

const base = ["identity", "pages"];

/** Files of the pages exist, and contain what Cognito accepts. */
export const checkPages: Constraint = ({ identity }) => {
  const { pages } = identity;
  if (pages?.type === "managed-login") return managedLoginIssues(pages);
  return [
    ...methodsWithoutManagedLogin(identity),
    ...(pages === undefined ? [] : hostedUiIssues(pages)),
  ];
};

/** The hosted UI asks for passwords only. @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html */
function methodsWithoutManagedLogin(identity: Identity): ConstraintIssue[] {
  if (identity.type === "existing") return [];
  return (identity.signInMethods ?? []).flatMap((method, index) =>
    method === "password"
      ? []
      : [
          {
            path: ["identity", "signInMethods", index],
            message: `must be left out on the hosted UI: it asks for passwords only, so nobody could use ${method} sign-in`,
            fix: 'remove it, or write pages: { type: "managed-login" }',
          },
        ],
  );
}

function hostedUiIssues({ css, logo }: Extract<Pages, { type: "hosted-ui" }>): ConstraintIssue[] {
  const { cssBytes, logoBytes, requestBytes } = hostedUiLimits;
  const issues: ConstraintIssue[] = [];
  const cssPath = [...base, "css"];
  const styles = css === undefined ? undefined : readFile(cssPath, css, issues);
  if (styles !== undefined) {
    issues.push(...sizeIssues(cssPath, styles, cssBytes, "shorten the style sheet"));
    for (const problem of problemsOfCss(styles.toString("utf8"))) {
      issues.push({ path: cssPath, ...problem });
    }
  }
  const logoPath = [...base, "logo"];
  const image = logo === undefined ? undefined : readImage(logoPath, logo, ["PNG", "JPEG"], issues);
  if (image !== undefined) {
    issues.push(...sizeIssues(logoPath, image, logoBytes, "use a smaller image"));
  }
  if (issues.length === 0 && styles !== undefined && image !== undefined) {
    const size = styles.length + image.toString("base64").length;
    if (size > requestBytes) {
      issues.push({
        path: logoPath,
        message: `makes a request of ${size} bytes with css: Cognito accepts at most ${requestBytes}, with the image in Base64`,
        fix: "use a smaller image",
      });
    }
  }
  return issues;
}

const images: readonly ImageType[] = ["PNG", "JPEG", "SVG", "WEBP"];

function managedLoginIssues(pages: ManagedLogin): ConstraintIssue[] {
  const issues: ConstraintIssue[] = [];
  for (const field of ["logo", "background"] as const) {
    const { light, dark } = pages[field] ?? {};
    if (light !== undefined) readImage([...base, field, "light"], light, images, issues);
    if (dark !== undefined) readImage([...base, field, "dark"], dark, images, issues);
  }
  if (pages.favicon !== undefined) {
    readImage([...base, "favicon"], pages.favicon, ["ICO", "SVG"], issues);
  }
  if (pages.settings !== undefined) issues.push(...settingsIssues(pages, pages.settings));
  if (issues.length > 0) return issues;
  const branding = brandingOf(pages);
  if (branding === undefined) return [];
  const bytes = branding.assets.reduce(
    (sum, asset) => sum + asset.bytes.length,
    Buffer.byteLength(branding.settings),
  );
  if (bytes <= maxBrandingBytes) return [];
  return [
    {
      path: base,
      message: `has files of ${bytes} bytes in Base64: Cognito accepts at most ${maxBrandingBytes} in one request`,
      fix: "use smaller images",
    },
  ];
}

function settingsIssues({ logo }: ManagedLogin, file: string): ConstraintIssue[] {
  const issues: ConstraintIssue[] = [];
  const path = [...base, "settings"];
  const text = readFile(path, file, issues);
  if (text === undefined) return issues;
  const fix =
    "write the object of Settings that this prints: aws cognito-idp describe-managed-login-branding-by-client";
  try {
    const settings: unknown = parseSettings(text);
    if (!isSettings(settings)) {
      return [
        { path, message: `must be a file with a JSON object: ${file} has another value`, fix },
      ];
    }
    for (const [name, color] of colorsIn(settings)) {
      issues.push({
        path,
        message: `contains the color ${JSON.stringify(color)} (${name}), which is not eight hexadecimal digits: Cognito rejects it`,
        fix: 'write red, green, blue and opacity without #, like "0f766eff"',
      });
    }
    if (
      logo !== undefined &&
      valueIn(settings, "components", "form", "logo", "enabled") === false
    ) {
      issues.push({
        path,
        message: "switches off the logo (components.form.logo.enabled), which pages.logo provides",
        fix: "remove the setting, or pages.logo",
      });
    }
    return issues;
  } catch (error) {
    return [{ path, message: `must be a file with JSON: ${file} is not: ${reasonOf(error)}`, fix }];
  }
}

/** Names and values of colors that Cognito does not accept. */
function colorsIn(settings: BrandingSettings, prefix = ""): [name: string, value: string][] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (isSettings(value)) return colorsIn(value, `${name}.`);
    const isColor = typeof value === "string" && /color$/i.test(key);
    return isColor && !/^[0-9a-f]{8}$/i.test(value) ? [[name, value] as [string, string]] : [];
  });
}

function valueIn(settings: unknown, ...keys: string[]): unknown {
  return keys.reduce((value, key) => (isSettings(value) ? value[key] : undefined), settings);
}

/** @returns `undefined` where the file cannot be read, which is then an issue */
function readFile(path: Path, file: string, issues: ConstraintIssue[]): Buffer | undefined {
  try {
    return readPageFile(file);
  } catch (error) {
    issues.push({
      path,
      message: `must be a file that exists: ${reasonOf(error)}`,
      fix: "correct the path, which begins at the project's folder",
    });
    return undefined;
  }
}

function readImage(
  path: Path,
  file: string,
  types: readonly ImageType[],
  issues: ConstraintIssue[],
): Buffer | undefined {
  const bytes = readFile(path, file, issues);
  if (bytes === undefined) return undefined;
  const type = imageTypeOf(bytes);
  if (type !== undefined && types.includes(type)) return bytes;
  issues.push({
    path,
    message: `must be a file of type ${types.join(", ")}: by its first bytes it is ${type ?? "no image that Cognito accepts"}`,
    fix: "convert the image; another name for the file is not enough",
  });
  return undefined;
}

function sizeIssues(path: Path, bytes: Buffer, max: number, fix: string): ConstraintIssue[] {
  if (bytes.length <= max) return [];
  const message = `must be a file of at most ${max} bytes, the limit of Cognito; it has ${bytes.length}`;
  return [{ path, message, fix }];
}
