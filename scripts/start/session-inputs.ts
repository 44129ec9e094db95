import { join } from "node:path";
import {
  type SessionInputs,
  type Source,
  type StartOptions,
  synthesizedStacks,
} from "alb-emulator";
import { buildContainer, containerCommand } from "./container-code";
import { environmentSource } from "./environment-source";

/** What this project gives the emulator: its synthesized JSON, and its container for every service. */
export function sessionInputs(root: string, options: StartOptions): SessionInputs {
  const name = options.environment ?? "example";
  const source = options.stacks
    ? synthesizedStacks(options.stacks)
    : environmentSource(root, options.environment);
  return {
    name,
    source: withContainer(root, source),
    serviceCommand: containerCommand(root),
    cwd: root,
    stateFolder: options.stateFolder ?? join(root, ".local", name),
  };
}

/** The same source, with the container bundled beside it. */
function withContainer(root: string, source: Source): Source {
  return {
    watched: source.watched,
    read: async () => {
      const [model] = await Promise.all([source.read(), buildContainer(root)]);
      return model;
    },
  };
}
