import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Removes the folders of stacks that are no longer made, as `cdktf synth` does too: whatever reads
 * `cdktf.out/stacks/*` next must not find an application of another environment there.
 */
export function removeStaleStacks(outdir: string, stackNames: readonly string[]): void {
  const folder = join(outdir, "stacks");
  for (const name of readdirSync(folder)) {
    if (!stackNames.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}
