import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isObject, type Json, type JsonObject, objectAt } from "../../terraform/terraform-stack.ts";

/**
 * Where the template of a nested stack is on this machine: in the folder of AWS CDK's output, or at a
 * path beside its parent.
 * @throws Error whose message starts in lower case, when it is not there
 */
export function nestedTemplateFile(parentFile: string, declaration: JsonObject): string {
  const folder = dirname(parentFile);
  const url = objectAt(declaration, "Properties").TemplateURL ?? "";
  const path = objectAt(declaration, "Metadata")["aws:asset:path"];
  const candidates = [path, assetPath(folder, url), url].filter(
    (each): each is string => typeof each === "string" && !/^\w+:\/\//.test(each) && each !== "",
  );
  const file = candidates.map((each) => join(folder, each)).find((each) => existsSync(each));
  if (file !== undefined) return file;
  throw new Error(
    `TemplateURL ${JSON.stringify(url)} is not a file on this machine; name it by its path from ${folder}`,
  );
}

/** AWS CDK names the template by its hash in a URL, and its path in a file beside the templates. */
function assetPath(folder: string, url: Json): string | undefined {
  const hash = /[0-9a-f]{64}/.exec(JSON.stringify(url))?.[0];
  if (hash === undefined) return undefined;
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".assets.json"))) {
    const assets: Json = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const { path } = objectAt(isObject(assets) ? assets : {}, "files", hash, "source");
    if (typeof path === "string") return path;
  }
  return undefined;
}
