import { types } from "node:util";
import { closestName } from "../config/closest-name";
import { withLine } from "../config/import-environment";
import { reasonOf } from "../config/reason-of";
import { UserError } from "../config/user-error";
import { ApplicationStack } from "../stacks/application-stack";
import type { ExtendableStacks } from "../stacks/extend";
import { SharedIdentityStack } from "../stacks/shared-identity-stack";
import type { CreatedStack } from "./create-stacks";
import { undeclaredReferences } from "./undeclared-references";

/**
 * Calls the environment's `extend` with the stacks, and checks what it made of them.
 * @param file the environment file, for messages
 * @throws UserError when it fails, is async, or lets a stack refer to what another one declares
 */
export function extendStacks(
  file: string,
  extend: (stacks: ExtendableStacks) => unknown,
  created: readonly CreatedStack[],
): void {
  const result = call(file, extend, extendable(file, created));
  if (types.isPromise(result)) {
    throw new UserError(
      `extend in ${file} must not be async: the stacks are written as soon as it returns.\nCall it without await and Promises.`,
    );
  }
  for (const { stack } of created) {
    const [address] = undeclaredReferences(stack.toTerraform());
    if (address === undefined) continue;
    throw new UserError(
      `extend in ${file} lets stack ${stack.node.id} refer to ${address}, which this stack does not declare. Stacks have no references to each other, since each is applied alone.\nDeclare it in the same stack, or use the application's identity, which holds what the shared identity publishes.`,
    );
  }
}

function call<T>(file: string, extend: (stacks: T) => unknown, stacks: T): unknown {
  try {
    return extend(stacks);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`extend in ${withLine(file, error)} fails: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

function extendable(file: string, created: readonly CreatedStack[]): ExtendableStacks {
  const identity = created.map(({ stack }) => stack).find(isIdentity);
  if (identity === undefined) throw new Error("The environment has no shared identity.");
  const applications = Object.fromEntries(
    created.flatMap(({ stack, application }) =>
      stack instanceof ApplicationStack && application !== undefined
        ? [[application, stack] as const]
        : [],
    ),
  );
  return {
    identity,
    applications,
    application: (name) => {
      const found = Object.hasOwn(applications, name) ? applications[name] : undefined;
      if (found !== undefined) return found;
      const names = Object.keys(applications);
      const closest = closestName(name, names);
      throw new UserError(
        `extend in ${file} asks for application ${JSON.stringify(name)}, which the environment does not have.\n` +
          (closest === undefined ? `It has: ${names.join(", ")}.` : `Did you mean "${closest}"?`),
      );
    },
  };
}

function isIdentity(stack: unknown): stack is SharedIdentityStack {
  return stack instanceof SharedIdentityStack;
}
