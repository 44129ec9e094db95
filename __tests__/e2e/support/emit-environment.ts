import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { EnvironmentInput } from "../../../config/schema/environment";
import { createStacks } from "../../../synthesis/create-stacks";
import { checked } from "../../support/synth-environment";

/** Synthesizes an environment in this process. @returns a temporary folder */
export function emitEnvironment(input: EnvironmentInput): string {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const app = new App({ outdir: folder });
  createStacks(app, checked(input));
  app.synth();
  return folder;
}

/** Puts the stacks of an environment in the place of those in a folder. */
export function emitInto(folder: string, input: EnvironmentInput): void {
  const emitted = emitEnvironment(input);
  cpSync(join(emitted, "stacks"), join(folder, "stacks"), { recursive: true });
  rmSync(emitted, { recursive: true });
}
