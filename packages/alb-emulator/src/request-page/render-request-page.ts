import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Eta } from "eta";
import { designFolder } from "../design-folder.ts";
import type { RequestView } from "./request-view.ts";

/** The templates and the style sheet of the page; the build copies them beside the bundle. */
const templateFolder = new URL("./template/", import.meta.url);

const eta = new Eta({ views: fileURLToPath(templateFolder), autoEscape: true, cache: true });

/** What the page says besides the request. */
export interface PageLinks {
  readonly inspectorUrl: string;
  /** Path and query that sign the user out. */
  readonly signOutUrl: string;
}

/** The HTML of the page. The template engine escapes every value. @param nonce of the style sheet */
export function renderRequestPage(view: RequestView, links: PageLinks, nonce: string): string {
  return eta.render("./request", {
    ...view,
    ...links,
    nonce,
    styles: styles(),
    tokenRows: Object.entries(view.tokens).map(([name, { header, payload }]) => ({
      name,
      claims: Object.entries(payload).map(([claim, value]) => [claim, claimText(claim, value)]),
      json: JSON.stringify({ header, payload }, undefined, 2),
    })),
  });
}

/** The page after signing out where the user pool cannot be told. */
export function renderSignedOutPage(view: RequestView, retryUrl: string, nonce: string): string {
  return eta.render("./signed-out", { ...view, retryUrl, nonce, styles: styles() });
}

let styleSheet: string | undefined;

/** In the page itself: any other path may belong to another rule. */
function styles(): string {
  styleSheet ??= [
    new URL("tokens.css", designFolder),
    new URL("base.css", designFolder),
    new URL("request.css", templateFolder),
  ]
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  return styleSheet;
}

const times = ["exp", "iat", "nbf", "auth_time"];

function claimText(claim: string, value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (typeof value !== "number" || !times.includes(claim)) return text;
  const date = new Date(value * 1000);
  return Number.isNaN(date.getTime()) ? text : `${text} (${date.toISOString()})`;
}
