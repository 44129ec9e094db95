import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CreatedStack } from "./create-stacks";

/**
 * Removes the folders of stacks that the app no longer has, as `cdktf synth` does too: whatever reads
 * `cdktf.out/stacks/*` next must not find an application of another environment.
 */
export function removeStaleStacks(outdir: string, stacks: readonly CreatedStack[]): void {
  const stackNames = stacks.map(({ stack }) => stack.node.id);
  const folder = join(outdir, "stacks");
  for (const name of readdirSync(folder)) {
    if (!stackNames.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}
