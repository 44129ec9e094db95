import { join } from "node:path";
import type { StandInModel } from "../model/stand-in";
import { readStandIn } from "../reader/read-stand-in";
import { runScript } from "./run-command";

/** The model could not be made; the text says why, in full. */
export class SourceError extends Error {}

export interface Source {
  /** What to look at for changes. */
  readonly watched: { readonly root: string; readonly folders: readonly string[] };
  /** @throws SourceError, or the reader's own error with every problem */
  read(): Promise<StandInModel>;
}

/** Stacks that somebody synthesized already. */
export function synthesizedStacks(folder: string): Source {
  return {
    watched: { root: folder, folders: ["."] },
    read: async () => readStandIn(folder),
  };
}

/** Folders whose change leads to another model or other code of the container. */
const sourceFolders = [
  "environments",
  "stacks",
  "constructs",
  "config",
  "routing",
  "state",
  "container",
];

/** Synthesizes the environment each time it is read. */
export function environmentSource(root: string, environment: string | undefined): Source {
  return {
    watched: { root, folders: sourceFolders },
    read: async () => {
      const env = { ...process.env, ...(environment && { ENVIRONMENT: environment }) };
      const { ok, output } = await runScript(
        [join(root, "scripts", "synth", "run.mjs")],
        root,
        env,
      );
      if (!ok) throw new SourceError(output.trim());
      // Where CDKTF writes to unless it is told otherwise.
      return readStandIn(join(process.env.CDKTF_OUTDIR ?? join(root, "cdktf.out"), "stacks"));
    },
  };
}
