import { join } from "node:path";
import { runScript } from "./run-command";
import { SourceError } from "./source";

/** Bundles the container as for its image. @throws SourceError with the bundler's own words */
export async function buildContainer(root: string): Promise<void> {
  const script = join(root, "container", "build.mjs");
  const { ok, output } = await runScript([script], root, process.env);
  if (!ok) throw new SourceError(`The container's code cannot be bundled:\n${output.trim()}`);
}

/** Starts what {@link buildContainer} made. */
export function containerCommand(root: string): readonly [string, ...string[]] {
  return [process.execPath, join(root, "container", "dist", "server.cjs")];
}
