import { join } from "node:path";
import { readStandIn, type Source, SourceError } from "alb-emulator";
import { runScript } from "./run-command";

/** Folders whose change leads to another model or other code of the container. */
const sourceFolders = [
  "environments",
  "stacks",
  "constructs",
  "config",
  "routing",
  "packages",
  "container",
];

/** Synthesizes the environment each time it is read. */
export function environmentSource(root: string, environment: string | undefined): Source {
  return {
    watched: { root, folders: sourceFolders },
    read: async () => {
      const env = { ...process.env, ...(environment && { ENVIRONMENT: environment }) };
      const { ok, output } = await runScript(
        [join(root, "synthesis", "runner", "run.cjs")],
        root,
        env,
      );
      if (!ok) throw new SourceError(output.trim());
      // Where CDKTF writes to unless it is told otherwise.
      return readStandIn(join(process.env.CDKTF_OUTDIR ?? join(root, "cdktf.out"), "stacks"));
    },
  };
}
