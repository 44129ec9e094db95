import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReaderError } from "../../terraform/reader-issues.ts";
import { isObject, type Json, type JsonObject, objectAt } from "../../terraform/terraform-stack.ts";
import { readTemplate, type Template } from "./template.ts";

/**
 * The stacks in a folder that `cdk synth` wrote, those of stages too.
 * @throws ReaderError when it has none
 * @see https://github.com/aws/aws-cdk/tree/main/packages/%40aws-cdk/cloud-assembly-schema
 */
export function readAssembly(folder: string): readonly Template[] {
  const templates = stacksIn(folder);
  if (templates.length > 0) return templates.map((template) => withOwnName(template, templates));
  throw new ReaderError([
    `${folder} contains no stack, so there is nothing to serve. Write it with: cdk synth`,
  ]);
}

function stacksIn(folder: string): readonly Template[] {
  return Object.entries(objectAt(readManifest(folder), "artifacts")).flatMap(([id, artifact]) => {
    if (!isObject(artifact)) return [];
    const properties = objectAt(artifact, "properties");
    if (artifact.type === "cdk:cloud-assembly") {
      return stacksIn(join(folder, String(properties.directoryName)));
    }
    if (artifact.type !== "aws:cloudformation:stack") return [];
    const file = join(folder, String(properties.templateFile));
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(artifact.environment)) ?? [];
    return [
      {
        stack: String(properties.stackName ?? id),
        file,
        json: readTemplate(file),
        region: known(region),
        account: known(account),
      },
    ];
  });
}

/** Stages may deploy stacks of one name to several regions or accounts. */
function withOwnName(template: Template, all: readonly Template[]): Template {
  const { stack, region, account } = template;
  const others = all.filter((other) => other !== template && other.stack === stack);
  if (others.length === 0) return template;
  const isOnlyInRegion = others.every((other) => other.region !== region);
  const suffix = isOnlyInRegion ? region : `${account}-${region}`;
  return { ...template, stack: `${stack}-${suffix ?? "any-region"}` };
}

/** `unknown-region` of a stack that can be deployed to any. */
function known(text: string | undefined): string | undefined {
  return text?.startsWith("unknown-") === true ? undefined : text;
}

function readManifest(folder: string): JsonObject {
  const file = join(folder, "manifest.json");
  if (!existsSync(file)) {
    throw new ReaderError([
      `${folder} has no manifest.json, so it is not a folder that AWS CDK wrote. Write it with: cdk synth`,
    ]);
  }
  try {
    const json: Json = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(json)) return json;
  } catch (error) {
    throw new ReaderError([
      `${file} cannot be read: ${(error as Error).message}. Write it again with: cdk synth`,
    ]);
  }
  throw new ReaderError([`${file} is not a JSON object. Write it again with: cdk synth`]);
}
