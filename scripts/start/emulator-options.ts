import { join, resolve } from "node:path";
import type { EmulatorOptions, Source } from "alb-emulator";
import { authErrors } from "../../container/http/auth-errors";
import { requestErrors } from "../../container/http/request-error";
import { buildContainer, containerCommand } from "./container-code";
import { environmentSource } from "./environment-source";
import { hostNameFix } from "./host-name-fix";
import { defaultEnvironment, rejectUnknownEnvironment } from "./reject-unknown-environment";

/**
 * What this project gives the emulator: its synthesized JSON, and its container for every service.
 * @param environment File in `environments/`, without `.ts`. @default "example"
 * @param given Options that take precedence.
 * @throws EmulatorError when the environment has no file
 */
export function emulatorOptions(
  root: string,
  environment: string | undefined,
  given: Partial<EmulatorOptions>,
): EmulatorOptions {
  const name = environment ?? defaultEnvironment;
  // Before a state folder is made for a misspelled name.
  if (given.source === undefined) rejectUnknownEnvironment(root, name);
  const stateFolder = resolve(given.stateFolder ?? join(root, ".local", name));
  const outputFolder = join(stateFolder, "cdktf.out");
  return {
    ...given,
    name,
    source: withContainer(root, given.source ?? environmentSource(root, name, outputFolder)),
    serviceCommand: containerCommand(root),
    hostNameFix: hostNameFix(name),
    logCodes: { ...authErrors, ...requestErrors },
    cwd: root,
    stateFolder,
  };
}

/** The same source; reading it also bundles the container. */
function withContainer(root: string, source: Source): Source {
  return {
    watched: () => source.watched(),
    read: async () => {
      const [model] = await Promise.all([source.read(), buildContainer(root)]);
      return model;
    },
    programs: () => source.programs?.() ?? [],
  };
}
