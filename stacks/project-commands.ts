import type { Identity } from "../config/schema/environment";
import type { StackAddress } from "./state/stack-address";

/** Stands for the user in every command: to be replaced. */
export const exampleUser = "you@example.com";

/**
 * The commands of this project that work on one environment.
 * @param file name of the environment's file, which `--environment` takes
 */
export class ProjectCommands {
  constructor(private readonly file: string) {}

  /** Deploys the environment, or what the options name. */
  deploy(...options: string[]): string {
    return ["npm run deploy --", ...this.environmentOption(), ...options].join(" ");
  }

  /** Deploys one stack of the environment, from where its state is. */
  deployStack({ state, component }: StackAddress): string {
    return state.type === "cloud"
      ? this.runInHcp(component, "--apply")
      : this.deploy("--only", component);
  }

  /** Runs a stack in HCP Terraform. */
  runInHcp(stack: string, ...options: string[]): string {
    return [`npm run hcp -- run ${stack}`, ...options, ...this.environmentOption()].join(" ");
  }

  /** Creates a user in the group of the lowest precedence, if there is one. */
  createUser(groups: Identity["groups"]): string {
    const [group] = groupsByPrecedence(groups);
    return [
      `npm run users -- create ${exampleUser}`,
      ...(group === undefined ? [] : ["--group", shellWord(group)]),
      ...this.environmentOption(),
    ].join(" ");
  }

  private environmentOption(): string[] {
    return ["--environment", shellWord(this.file)];
  }
}

/** Names of groups, the most important one first, as Cognito sorts them. */
export function groupsByPrecedence(groups: Identity["groups"]): string[] {
  return Object.entries(groups)
    .sort(([, one], [, other]) => one.precedence - other.precedence)
    .map(([name]) => name);
}

/** A word for a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
