import type { ManagedLoginStyle } from "../../model/sign-in-pages.ts";
import { schemeDeclarations } from "./color-scheme.ts";

type Mode = "dark" | "light";

/** Settings of a color by the design token that shows it here. `<mode>` is `lightMode` or `darkMode`. */
const colors: Readonly<Record<string, string>> = {
  bg: "components.pageBackground.<mode>.color",
  surface: "components.form.<mode>.backgroundColor",
  line: "components.form.<mode>.borderColor",
  text: "components.pageText.<mode>.headingColor",
  muted: "components.pageText.<mode>.descriptionColor",
  brand: "components.primaryButton.<mode>.defaults.backgroundColor",
  "on-brand": "components.primaryButton.<mode>.defaults.textColor",
  "brand-hover": "components.primaryButton.<mode>.hover.backgroundColor",
  "brand-text": "componentClasses.link.<mode>.defaults.textColor",
  "line-strong": "componentClasses.input.<mode>.defaults.borderColor",
  focused: "componentClasses.focusState.<mode>.borderColor",
};

/**
 * What Cognito shows without settings.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-brandingdesigner.html
 */
const provided: Readonly<Record<Mode, Readonly<Record<string, string>>>> = {
  light: {
    bg: "#ffffff",
    surface: "#ffffff",
    line: "#c6c6cd",
    text: "#000716",
    muted: "#414d5c",
    brand: "#0972d3",
    "on-brand": "#ffffff",
    "brand-hover": "#033160",
    "brand-text": "#0972d3",
    "line-strong": "#7d8998",
    focused: "#0972d3",
  },
  dark: {
    bg: "#0f1b2a",
    surface: "#0f1b2a",
    line: "#424650",
    text: "#d1d5db",
    muted: "#b6bec9",
    brand: "#539fe5",
    "on-brand": "#000716",
    "brand-hover": "#89bdee",
    "brand-text": "#539fe5",
    "line-strong": "#8d99a8",
    focused: "#539fe5",
  },
};

/** Settings of a radius by the elements that have it here; without a setting it is 8 pixels. */
const radii: Readonly<Record<string, string>> = {
  ".auth .card": "components.form.borderRadius",
  ".auth .button": "componentClasses.buttons.borderRadius",
  ".auth .input": "componentClasses.input.borderRadius",
};

/** Whether managed login is light, dark, or what the browser prefers. */
export function colorSchemeOf({ settings }: ManagedLoginStyle): "browser" | Mode {
  const mode = valueAt(settings, "categories.global.colorSchemeMode");
  if (mode === "DYNAMIC") return "browser";
  return mode === "DARK" ? "dark" : "light";
}

/** Whether the settings show the form's logo, which Cognito's own do not. */
export function showsLogo({ settings }: ManagedLoginStyle): boolean {
  return valueAt(settings, "components.form.logo.enabled") === true;
}

/**
 * The style sheet of a branding style: its main colors, radii and background.
 * @param backgrounds URLs of the page's background, by mode
 */
export function managedLoginCss(
  style: ManagedLoginStyle,
  backgrounds: Readonly<Partial<Record<Mode, string>>>,
): string {
  const scheme = colorSchemeOf(style);
  const parts =
    scheme === "browser"
      ? [
          modeRules(style, "light", backgrounds.light),
          `@media (prefers-color-scheme: dark) {\n${modeRules(style, "dark", backgrounds.dark)}\n}`,
        ]
      : [
          `:root {\n${schemeDeclarations(scheme)}\n}`,
          modeRules(style, scheme, backgrounds[scheme]),
        ];
  const rounded = Object.entries(radii).map(([selector, path]) => {
    const radius = valueAt(style.settings, path);
    return `${selector} { border-radius: ${typeof radius === "number" ? radius : 8}px; }`;
  });
  return [...parts, ...rounded, derived].join("\n");
}

/** What follows from the style's colors. */
const derived =
  ":root { --focus: 2px solid var(--focused); --brand-soft: color-mix(in srgb, var(--brand) 12%, var(--surface)); }";

function modeRules(style: ManagedLoginStyle, mode: Mode, background: string | undefined): string {
  const declarations = Object.entries(colors).map(([token, path]) => {
    const color = colorAt(style.settings, path.replace("<mode>", `${mode}Mode`));
    return `--${token}: ${color ?? provided[mode][token]};`;
  });
  const image = background === undefined ? "none" : `url("${background}")`;
  return `:root {\n${declarations.join("\n")}\n}\nbody { background: var(--bg) ${image} center / cover no-repeat fixed; }`;
}

/** Cognito writes colors as eight hexadecimal digits, without #. */
function colorAt(settings: ManagedLoginStyle["settings"], path: string): string | undefined {
  const value = valueAt(settings, path);
  return typeof value === "string" && /^[0-9a-f]{8}$/i.test(value) ? `#${value}` : undefined;
}

function valueAt(settings: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null
          ? (value as Record<string, unknown>)[key]
          : undefined,
      settings,
    );
}
