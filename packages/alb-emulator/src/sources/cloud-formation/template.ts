import { readFileSync } from "node:fs";
import { ReaderError } from "../../terraform/reader-issues.ts";
import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";
import { parseYaml } from "./yaml.ts";

/** A template, and what is known of the stack that it describes. */
export interface Template {
  /** Name of the stack. */
  readonly stack: string;
  readonly file: string;
  readonly json: JsonObject;
  /** Absent where the stack can be deployed to any region. */
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/**
 * Reads a template that is JSON or YAML, with the short forms of functions.
 * @throws ReaderError for a file that is no template
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function readTemplate(file: string): JsonObject {
  const json = parse(file);
  if (isObject(json) && isObject(json.Resources)) return json;
  throw new ReaderError([
    `${file} has no Resources, so it is not a CloudFormation template. Name a template as JSON or YAML, or the folder that cdk synth wrote with --cdk-out.`,
  ]);
}

function parse(file: string): Json {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ReaderError([
      `${file} cannot be read: ${(error as Error).message}. Check the path, or write the template first.`,
    ]);
  }
  try {
    return /^\s*\{/.test(text) ? JSON.parse(text) : parseYaml(text);
  } catch (error) {
    throw new ReaderError([
      `${file} is neither JSON nor YAML: ${(error as Error).message}. Correct it, or name another file.`,
    ]);
  }
}
