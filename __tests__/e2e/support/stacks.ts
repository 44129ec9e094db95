import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "../../../scripts/start/run-script";

export const root = join(__dirname, "..", "..", "..");

// biome-ignore lint/suspicious/noExplicitAny: emitted JSON, edited as a person would edit it
export type EmittedStack = any;

/** Emitted stacks by name. */
export type EmittedStacks = Record<string, EmittedStack>;

export type Edit = (stacks: EmittedStacks) => void;

/** Synthesizes an environment of this project, and edits it. @returns a temporary folder */
export async function emitStacks(environment: string, edit?: Edit): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const { ok, output } = await runScript([join(root, "synthesis", "runner", "run.cjs")], root, {
    ...process.env,
    ENVIRONMENT: environment,
    CDKTF_OUTDIR: folder,
  });
  if (!ok) throw new Error(output);
  if (edit) editStacks(folder, edit);
  return folder;
}

/** Copies these emitted stacks into a temporary folder of their own, and edits them there. */
export function copyStacks(emitted: string, names: readonly string[], edit: Edit): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  for (const name of names) {
    cpSync(join(emitted, "stacks", name), join(folder, "stacks", name), { recursive: true });
  }
  editStacks(folder, edit);
  return folder;
}

function editStacks(folder: string, edit: Edit): void {
  const fileOf = (name: string) => join(folder, "stacks", name, "cdk.tf.json");
  const stacks: EmittedStacks = Object.fromEntries(
    readdirSync(join(folder, "stacks")).map((name) => [
      name,
      JSON.parse(readFileSync(fileOf(name), "utf8")),
    ]),
  );
  edit(stacks);
  for (const [name, stack] of Object.entries(stacks)) {
    writeFileSync(fileOf(name), JSON.stringify(stack));
  }
}
