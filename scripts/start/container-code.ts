import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { EmulatorError } from "alb-emulator";
import { runScript } from "./run-script";

/**
 * Bundles the container as for its image.
 * @throws EmulatorError with the bundler's output
 */
export async function buildContainer(root: string): Promise<void> {
  if (isUpToDate(root)) return;
  const script = join(root, "container", "build.mjs");
  const { ok, output } = await runScript([script], root, process.env);
  if (!ok)
    throw new EmulatorError(
      `The container cannot be bundled, so no service can start. Correct its code:\n${output.trim()}`,
    );
}

/** Starts the bundle of {@link buildContainer}. */
export function containerCommand(root: string): readonly [string, ...string[]] {
  return [process.execPath, join(root, "container", "dist", "server.cjs")];
}

/** Whether the bundle is newer than each of its sources. */
function isUpToDate(root: string): boolean {
  const bundle = statSync(join(root, "container", "dist", "server.cjs"), { throwIfNoEntry: false });
  const sources = [join(root, "container"), join(root, "packages", "alb-auth")];
  return bundle !== undefined && Math.max(...sources.map(newestIn)) < bundle.mtimeMs;
}

function newestIn(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !["node_modules", "dist"].includes(entry.name))
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs;
    });
  return Math.max(0, ...times);
}
