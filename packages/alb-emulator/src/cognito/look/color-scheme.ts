import { readFileSync } from "node:fs";
import { designFolder } from "../../design-folder.ts";

const tokens = readFileSync(new URL("tokens.css", designFolder), "utf8");

/** The declarations of the design's first rule, and of the first one for dark pages. */
const [light = "", dark = ""] = [...tokens.matchAll(/:root \{([^}]*)\}/g)].map(
  ([, declarations]) => declarations ?? "",
);

/** Declarations that keep a page light, or dark, whatever the browser prefers. */
export function schemeDeclarations(scheme: "dark" | "light"): string {
  return `color-scheme: ${scheme};\n${(scheme === "light" ? light : dark).replace(/color-scheme:[^;]*;/, "")}`;
}
