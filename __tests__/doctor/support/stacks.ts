import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edgeStackName } from "../../../config/constraints/edge";
import type { EnvironmentInput } from "../../../config/schema/environment";
import { synthApplication, synthComponent, synthIdentity } from "../../support/synth-environment";

// biome-ignore lint/suspicious/noExplicitAny: emitted JSON, edited as a person would edit it
export type EmittedStack = any;

/** `shared-identity`, `edge` where there is one, and every application by its name. */
export type EmittedStacks = Record<string, EmittedStack>;

export type Edit = (stacks: EmittedStacks) => void;

/** JSON of stacks by environment: tests edit copies of the same one. */
const synthesized = new Map<string, Readonly<Record<string, string>>>();

function synthesize(environment: EnvironmentInput): Readonly<Record<string, string>> {
  const key = JSON.stringify(environment);
  const found = synthesized.get(key) ?? {
    "shared-identity": synthIdentity(environment),
    ...(environment.edge && { [edgeStackName]: synthComponent(environment, edgeStackName) }),
    ...Object.fromEntries(
      Object.keys(environment.applications).map((name) => [
        name,
        synthApplication(environment, name),
      ]),
    ),
  };
  synthesized.set(key, found);
  return found;
}

/** Synthesizes an environment in this process into a temporary folder, and edits it there. */
export function emitStacks(environment: EnvironmentInput, edit: Edit = () => undefined): string {
  const folder = mkdtempSync(join(tmpdir(), "doctor-"));
  const stacks: EmittedStacks = Object.fromEntries(
    Object.entries(synthesize(environment)).map(([name, text]) => [name, JSON.parse(text)]),
  );
  edit(stacks);
  for (const [name, stack] of Object.entries(stacks)) {
    const stackFolder = join(folder, "stacks", `${environment.name}--${name}`);
    mkdirSync(stackFolder, { recursive: true });
    writeFileSync(join(stackFolder, "cdk.tf.json"), JSON.stringify(stack));
  }
  return folder;
}

/** Resources of a type in the stack of an application. */
export function resources(stacks: EmittedStacks, type: string, stack = "app"): EmittedStack[] {
  return Object.values<EmittedStack>(stacks[stack].resource[type] ?? {});
}

/** The actions of the HTTPS listener and of its rules. */
export function actions(stacks: EmittedStacks): EmittedStack[] {
  return [
    ...resources(stacks, "aws_lb_listener_rule").flatMap(({ action }) => action),
    ...resources(stacks, "aws_lb_listener").flatMap(({ default_action }) => default_action),
  ];
}
