import type { EmittedStack } from "../../../../../__tests__/e2e/support/running-emulator.ts";
import type { StandInModel } from "../../../src/model/emulator-model.ts";
import { toStandIn } from "../../../src/terraform/read-stacks.ts";
import { ReaderError } from "../../../src/terraform/reader-issues.ts";
import type { TerraformStack } from "../../../src/terraform/terraform-stack.ts";

type Edit = (stacks: Record<string, EmittedStack>) => void;

/** Reads copies of the stacks, edited as a person would edit them. */
export function readEdited(
  stacks: readonly TerraformStack[],
  edit: Edit = () => undefined,
): StandInModel {
  const copies = structuredClone(stacks) as { name: string; json: EmittedStack }[];
  edit(Object.fromEntries(copies.map(({ name, json }) => [name, json])));
  return toStandIn(copies);
}

/** What the reader says of edited stacks. */
export function problemsOf(stacks: readonly TerraformStack[], edit: Edit): readonly string[] {
  try {
    readEdited(stacks, edit);
  } catch (error) {
    if (error instanceof ReaderError) return error.problems;
    throw error;
  }
  return [];
}

/** The first resource of a type. */
export function first(stack: EmittedStack, type: string): EmittedStack {
  return Object.values(stack.resource[type])[0];
}

export function httpsListener(stack: EmittedStack): EmittedStack {
  return Object.values<EmittedStack>(stack.resource.aws_lb_listener).find(
    ({ port }) => port === 443,
  );
}
