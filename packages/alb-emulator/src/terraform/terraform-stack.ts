import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ReaderError } from "./reader-issues.ts";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** One synthesized stack: a Terraform root module. */
export interface TerraformStack {
  readonly name: string;
  readonly json: JsonObject;
}

const fileName = "cdk.tf.json";

/**
 * Reads every stack of a folder such as `cdktf.out/stacks`.
 * @throws ReaderError when there is none, or one of them is not JSON.
 */
export function loadStacks(folder: string): readonly TerraformStack[] {
  const names = stackNames(folder);
  const stacks = names.map((name) => ({ name, json: parse(join(folder, name, fileName)) }));
  if (stacks.length > 0) return stacks;
  throw new ReaderError([`${folder} holds no */${fileName}. Synthesize first: npm run synth`]);
}

function stackNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    throw new ReaderError([`${folder} cannot be read. Synthesize first: npm run synth`]);
  }
}

function parse(file: string): JsonObject {
  try {
    const json: Json = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(json)) return json;
  } catch (error) {
    throw new ReaderError([`${file} cannot be read: ${(error as Error).message}`]);
  }
  throw new ReaderError([`${file} holds no JSON object.`]);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a path of keys; empty where there is none. */
export function objectAt(json: JsonObject, ...path: readonly string[]): JsonObject {
  let current: Json | undefined = json;
  for (const key of path) {
    if (!isObject(current)) return {};
    current = Array.isArray(current[key]) ? current[key][0] : current[key];
  }
  return isObject(current) ? current : {};
}
