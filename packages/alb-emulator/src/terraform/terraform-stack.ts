import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ReaderError } from "./reader-issues.ts";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** One synthesized stack: a Terraform root module. */
export interface TerraformStack {
  /** Name of its folder, without the prefix up to `--` that the names of all stacks share. */
  readonly name: string;
  readonly json: JsonObject;
}

const fileName = "cdk.tf.json";

/**
 * Loads every stack of a folder, or those of the last synthesis if CDKTF's manifest is beside it.
 * @throws ReaderError when there is none, or one of them is not JSON
 */
export function loadStacks(folder: string): readonly TerraformStack[] {
  const names = stackNames(folder);
  const prefix = sharedPrefix(names);
  const stacks = names.map((name) => ({
    name: name.slice(prefix.length),
    json: parse(join(folder, name, fileName)),
  }));
  if (stacks.length > 0) return stacks;
  throw new ReaderError([
    `${folder} contains no */${fileName}, so there is nothing to serve. Synthesize the stacks first.`,
  ]);
}

function stackNames(folder: string): readonly string[] {
  const synthesized = namesInManifest(folder);
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .filter((name) => synthesized?.includes(name) ?? true)
      .sort();
  } catch {
    throw new ReaderError([
      `Folder ${folder} cannot be read, so there is nothing to serve. Synthesize the stacks first.`,
    ]);
  }
}

/**
 * The stacks of the last synthesis; `undefined` without a manifest. The folder may hold others, such as
 * another environment's.
 * @see https://developer.hashicorp.com/terraform/cdktf/concepts/cdktf-architecture
 */
function namesInManifest(folder: string): readonly string[] | undefined {
  const file = join(dirname(folder), "manifest.json");
  return existsSync(file) ? Object.keys(objectAt(parse(file), "stacks")) : undefined;
}

/** `prod--` of `prod--tasks` and `prod--identity`; empty where the names share no such prefix. */
function sharedPrefix([first = "", ...others]: readonly string[]): string {
  const prefix = first.slice(0, first.indexOf("--") + 2);
  const isShared = first.includes("--") && others.every((name) => name.startsWith(prefix));
  return isShared ? prefix : "";
}

function parse(file: string): JsonObject {
  try {
    const json: Json = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(json)) return json;
  } catch (error) {
    throw new ReaderError([
      `${file} cannot be read: ${(error as Error).message}. Synthesize the stacks again.`,
    ]);
  }
  throw new ReaderError([`${file} is not a JSON object. Synthesize the stacks again.`]);
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
