import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { runScript } from "../../../scripts/start/run-script";

export const root = join(__dirname, "..", "..", "..");

// biome-ignore lint/suspicious/noExplicitAny: emitted JSON, edited as a person would edit it
export type EmittedStack = any;

/** Emitted stacks by name, without the environment's in front. */
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
    const from = folderOf(emitted, name);
    cpSync(from, join(folder, "stacks", basename(from)), { recursive: true });
  }
  editStacks(folder, edit);
  return folder;
}

/** The folder `<environment>--<name>`. */
function folderOf(folder: string, name: string): string {
  const found = readdirSync(join(folder, "stacks")).find((each) => each.endsWith(`--${name}`));
  if (found === undefined) throw new Error(`${folder} has no stack ${name}`);
  return join(folder, "stacks", found);
}

/** Edits the emitted stacks of a folder. */
export function editStacks(folder: string, edit: Edit): void {
  const fileOf = (name: string) => join(folderOf(folder, name), "cdk.tf.json");
  const stacks: EmittedStacks = Object.fromEntries(
    readdirSync(join(folder, "stacks"))
      .map((name) => name.replace(/^.*--/, ""))
      .map((name) => [name, JSON.parse(readFileSync(fileOf(name), "utf8"))]),
  );
  edit(stacks);
  for (const [name, stack] of Object.entries(stacks)) {
    writeFileSync(fileOf(name), JSON.stringify(stack));
  }
}
