import { join } from "node:path";
import type { EmulatorModel } from "../../../src/model/emulator-model.ts";
import { toModel } from "../../../src/terraform/read-stacks.ts";
import { ReaderError } from "../../../src/terraform/reader-issues.ts";
import { loadStacks } from "../../../src/terraform/terraform-stack.ts";

/** Two applications and the user pool they share, as CDKTF synthesizes them. */
export const fixtureFolder = join(__dirname, "..", "..", "fixtures", "stacks");

// biome-ignore lint/suspicious/noExplicitAny: Terraform JSON, edited as a person would edit it
export type EditableStack = any;

type Edit = (stacks: Record<string, EditableStack>) => void;

const stacks = loadStacks(fixtureFolder);

/** The model of the fixture's stacks after an edit. */
export function readEdited(edit: Edit = () => undefined): EmulatorModel {
  const copies = structuredClone(stacks) as { name: string; json: EditableStack }[];
  edit(Object.fromEntries(copies.map(({ name, json }) => [name, json])));
  return toModel(copies);
}

/** The issues that the reader reports after an edit. */
export function issuesOf(edit: Edit): readonly string[] {
  try {
    readEdited(edit);
  } catch (error) {
    if (error instanceof ReaderError) return error.issues;
    throw error;
  }
  return [];
}

/** The first resource of a type. */
export function first(stack: EditableStack, type: string): EditableStack {
  return Object.values(stack.resource[type])[0];
}

export function httpsListener(stack: EditableStack): EditableStack {
  return stack.resource.aws_lb_listener.https_listener;
}
