import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { designFolder } from "../design-folder.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The page's files; the build copies them beside the bundle. */
const pageFolder = new URL("./page/", import.meta.url);

/** @returns whether there is such a file. */
export async function sendPageFile(name: string, response: ServerResponse): Promise<boolean> {
  const type = contentTypes[/\.[a-z]+$/.exec(name)?.[0] ?? ""];
  const isFileName = /^[a-z-]+\.[a-z]+$/.test(name);
  const content =
    type !== undefined && isFileName
      ? await readFile(new URL(name, pageFolder))
          .catch(() => readFile(new URL(name, designFolder)))
          .catch(() => undefined)
      : undefined;
  if (type === undefined || content === undefined) return false;
  response.setHeader("Content-Security-Policy", contentSecurityPolicy);
  response.setHeader("Content-Type", type);
  response.end(content);
  return true;
}
