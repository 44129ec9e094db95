import { readFileSync } from "node:fs";
import { join } from "node:path";
import { closestName } from "../../config/closest-name";
import { UserError } from "../../config/user-error";

/** A stack to deploy. */
export interface DeployableStack {
  /** Name with the environment's, such as `prod--tasks`. */
  readonly fullName: string;
  /** Name without the environment's: `shared-identity`, or that of the application. */
  readonly name: string;
  /** Folder of its `cdk.tf.json`. */
  readonly folder: string;
  /** Full names of the stacks whose outputs it reads. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly workingDirectory: string; readonly dependencies: readonly string[] }>
  >;
}

/**
 * The stacks of an environment, each after those that it depends on, as the manifest of the synthesis
 * says.
 * @param output folder that was synthesized to, with `manifest.json`
 * @param environment the environment's own name, which begins the names of its stacks
 */
export function deploymentOrder(output: string, environment: string): DeployableStack[] {
  const { stacks } = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")) as Manifest;
  const ordered = new Set<string>();
  const visit = (fullName: string) => {
    if (ordered.has(fullName)) return;
    for (const dependency of [...(stacks[fullName]?.dependencies ?? [])].sort()) visit(dependency);
    ordered.add(fullName);
  };
  for (const fullName of Object.keys(stacks).sort()) visit(fullName);
  const prefix = `${environment}--`;
  return [...ordered]
    .filter((fullName) => fullName.startsWith(prefix))
    .map((fullName) => ({
      fullName,
      name: fullName.slice(prefix.length),
      folder: join(output, stacks[fullName]?.workingDirectory ?? fullName),
      dependencies: stacks[fullName]?.dependencies ?? [],
    }));
}

/**
 * Those of `stacks` that the user chose, by short or full name.
 * @param only the chosen names; empty for all stacks
 * @param option what the user wrote before each name
 * @throws UserError with the names of the existing stacks
 */
export function chooseStacks(
  stacks: readonly DeployableStack[],
  only: readonly string[],
  option = "--only",
): readonly DeployableStack[] {
  const names = stacks.map(({ name }) => name);
  const unknown = only.filter(
    (each) => !stacks.some(({ name, fullName }) => each === name || each === fullName),
  );
  if (unknown.length > 0) {
    const lines = unknown.map((each) => {
      const closest = closestName(each, names);
      const suggestion = closest === undefined ? "" : ` Did you mean "${closest}"?`;
      return `${option} ${each}: there is no such stack.${suggestion}`;
    });
    throw new UserError([...lines, `Choose among: ${names.join(", ")}.`].join("\n"));
  }
  if (only.length === 0) return stacks;
  return stacks.filter(({ name, fullName }) => only.includes(name) || only.includes(fullName));
}
