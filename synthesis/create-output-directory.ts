import { mkdirSync } from "node:fs";

/**
 * Creates the folder that the stacks are written to. cdktf itself creates only the last folder of a
 * path.
 * @returns `CDKTF_OUTDIR`, which `cdktf synth --output` sets, or `cdktf.out`
 */
export function createOutputDirectory(variables: NodeJS.ProcessEnv): string {
  const outdir = variables.CDKTF_OUTDIR ?? "cdktf.out";
  mkdirSync(outdir, { recursive: true });
  return outdir;
}
