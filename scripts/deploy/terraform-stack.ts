import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../config/user-error";
import { findExecutable } from "../find-executable";
import type { PlanJson } from "./plan-summary";
import { type ProgramResult, runProgram } from "./run-program";

/** Attributes of what is deployed, as `terraform show -json` prints them. */
export interface StateJson {
  readonly values?: {
    readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
    readonly root_module?: {
      readonly resources?: readonly {
        readonly type: string;
        readonly values: Readonly<Record<string, unknown>>;
      }[];
    };
  };
}

/** A plan that can be applied until {@link SavedPlan.remove} is called. It contains secrets. */
export interface SavedPlan {
  readonly json: PlanJson;
  apply(): Promise<ProgramResult>;
  remove(): void;
}

/** Another run may hold the state, such as one that was interrupted and still ends its last step. */
const lock = "-lock-timeout=15m";

/**
 * The program that reads the JSON: Terraform, or OpenTofu where that is installed alone.
 * `TERRAFORM_BINARY_NAME` names another one, as it does for the cdktf CLI.
 * @throws UserError when there is none
 */
export function findTerraform(env: NodeJS.ProcessEnv = process.env): string {
  const named = env.TERRAFORM_BINARY_NAME;
  const names = named === undefined || named === "" ? ["terraform", "tofu"] : [named];
  const found = names.map((name) => findExecutable(name, env)).find((path) => path !== undefined);
  if (found !== undefined) return found;
  throw new UserError(
    `Neither ${names.join(" nor ")} is in PATH, so nothing can be planned. Install Terraform 1.10 or later ` +
      "(https://developer.hashicorp.com/terraform/install), or set TERRAFORM_BINARY_NAME to the path of another program.",
  );
}

/** Terraform in the folder of one stack. */
export class TerraformStack {
  constructor(
    private readonly program: string,
    private readonly folder: string,
  ) {}

  /**
   * @param options `isLocked` when the lock file is complete, and no other provider is accepted
   * @throws UserError with Terraform's own message
   */
  async init({ isLocked = false } = {}): Promise<void> {
    const flags = ["-input=false", ...(isLocked ? ["-lockfile=readonly"] : [])];
    const result = await this.run(["init", ...flags]);
    if (result.ok) return;
    // Terraform also offers -reconfigure, after which everything would be created once more.
    if (
      /Backend configuration changed|HCP Terraform or Terraform Enterprise initialization required/.test(
        result.output,
      )
    ) {
      throw new UserError(
        `The environment file keeps the state elsewhere than this checkout does, in ${this.folder}. Nothing was planned: without its state, everything would be created a second time.\n` +
          `Move the state: terraform -chdir=${this.folder} init -migrate-state\n` +
          "If another checkout has moved it already, use -reconfigure instead (docs/moving-state.md).",
      );
    }
    throw this.failure(["init", ...flags], result);
  }

  /** Initializes for the declared backend, whatever the folder was initialized for; moves no state. */
  reconfigure({ isLocked = false } = {}): Promise<ProgramResult> {
    const flags = isLocked ? ["-lockfile=readonly"] : [];
    return this.run(["init", "-input=false", "-reconfigure", ...flags]);
  }

  /** The state of the backend as JSON, or an empty text. */
  async pullState(): Promise<string> {
    return (await this.succeed("state pull")).stdout.trim();
  }

  /** Writes a state file to the backend, unless that has a newer state or one of another origin. */
  pushState(file: string): Promise<ProgramResult> {
    return this.run(["state push", lock, file]);
  }

  /** Plans, and keeps the plan in a folder that only this user can read. */
  async plan(): Promise<SavedPlan | ProgramResult> {
    const folder = mkdtempSync(join(tmpdir(), "plan-"));
    const file = join(folder, "plan");
    const remove = () => rmSync(folder, { recursive: true, force: true });
    try {
      const planned = await this.run(["plan", "-input=false", lock, `-out=${file}`]);
      if (!planned.ok) {
        remove();
        return planned;
      }
      const json = JSON.parse((await this.succeed("show", "-json", file)).stdout) as PlanJson;
      return {
        json,
        apply: () => this.run(["apply", "-input=false", lock, file], { isApply: true }),
        remove,
      };
    } catch (error) {
      remove();
      throw error;
    }
  }

  /** What is deployed; empty before the first apply. */
  async state(): Promise<StateJson> {
    return JSON.parse((await this.succeed("show", "-json")).stdout) as StateJson;
  }

  /** Every output's value by its name; empty before the first apply. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const shown = JSON.parse((await this.succeed("output", "-json")).stdout) as Record<
      string,
      { value: unknown }
    >;
    return Object.fromEntries(Object.entries(shown).map(([name, { value }]) => [name, value]));
  }

  private async succeed(...words: string[]): Promise<ProgramResult> {
    const result = await this.run(words);
    if (result.ok) return result;
    throw this.failure(words, result);
  }

  private failure(words: readonly string[], { output }: ProgramResult): UserError {
    const command = ["terraform", `-chdir=${this.folder}`, ...words].join(" ");
    return new UserError(`${command} failed:\n\n${output.trim()}`);
  }

  private run(
    [command = "", ...flags]: readonly string[],
    { isApply = false } = {},
  ): Promise<ProgramResult> {
    const args = [`-chdir=${this.folder}`, ...command.split(" "), ...color(isApply), ...flags];
    const env = { ...process.env, TF_IN_AUTOMATION: "1" };
    return runProgram(this.program, args, { isShown: isApply, mustFinish: isApply, env });
  }
}

/** Colors only where a person sees them. */
function color(isShown: boolean): string[] {
  return isShown && process.stderr.isTTY ? [] : ["-no-color"];
}
