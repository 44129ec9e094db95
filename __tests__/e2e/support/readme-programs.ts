import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { root } from "./stacks";

/** Entries of alb-auth that are adapters, by the heading of their program in its README. */
export const adapters = {
  express: "Express 5",
  fastify: "Fastify 5",
  hono: "Hono",
  koa: "Koa",
  node: "Node's own server",
  lambda: "Lambda",
} as const;

export type Adapter = keyof typeof adapters;
export const adapterNames = Object.keys(adapters) as Adapter[];

const readme = readFileSync(join(root, "packages", "alb-auth", "README.md"), "utf8");

/** What the README installs for an adapter, and its program, both as written there. */
export function readmeProgram(adapter: Adapter): { packages: string[]; source: string } {
  const [, section = ""] = readme.split(`\n### ${adapters[adapter]}\n`);
  const [own = ""] = section.split(/\n##/);
  const [, install = ""] = /```sh\nnpm install (.+)\n```/.exec(own) ?? [];
  const [, source] = /```ts\n([\s\S]+?)```/.exec(own) ?? [];
  if (source === undefined) throw new Error(`The README has no program for ${adapter}.`);
  return { packages: install.split(" ").filter((name) => name !== ""), source };
}

/** The same program without its types. */
export function asJavaScript(source: string): string {
  return transformSync(source, { loader: "ts", target: "es2022" }).code;
}

/** The same JavaScript for CommonJS, changed as the README says. */
export function asCommonJs(source: string): string {
  return source
    .replaceAll(/^import (.+) from ("[^"]+");$/gm, "const $1 = require($2);")
    .replaceAll(/^export async function (\w+)/gm, "exports.$1 = async function $1");
}
