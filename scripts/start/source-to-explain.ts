import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Source } from "alb-emulator";
import { environmentSource } from "./environment-source";
import { defaultEnvironment, rejectUnknownEnvironment } from "./reject-unknown-environment";

/**
 * Synthesizes an environment into a folder of its own, since `npm start` may be serving the same one.
 * @param environment File in `environments/`, without `.ts`. @default "example"
 * @throws EmulatorError when the environment has no file
 */
export function sourceToExplain(
  root: string,
  environment: string | undefined = defaultEnvironment,
): Source {
  rejectUnknownEnvironment(root, environment);
  return {
    watched: () => ({ folders: [] }),
    read: async () => {
      const folder = mkdtempSync(join(tmpdir(), "explain-"));
      try {
        return await environmentSource(root, environment, folder).read();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
