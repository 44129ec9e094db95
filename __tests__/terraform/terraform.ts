import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

/** How one run of Terraform ended. */
export interface Outcome {
  readonly exitCode: number;
  /** Both output streams, without colours. */
  readonly output: string;
}

/** One thing that a plan would do, or that an apply did. */
export interface Change {
  /** Address of the resource, such as `aws_lb_listener_rule.tasks_100`. */
  readonly address: string;
  /** `create`, `update`, `delete`, `read`; two of them for a replacement. */
  readonly actions: readonly string[];
}

/** A plan, and what it would do. */
export interface Plan extends Outcome {
  /** Changes of resources; what stays as it is left out. */
  readonly changes: readonly Change[];
  /** Names of outputs that would change. */
  readonly changedOutputs: readonly string[];
}

/** Options of {@link Terraform}. */
export interface TerraformOptions {
  /** Path of the executable. */
  readonly terraform: string;
  /** Folder that holds `cdk.tf.json`. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends whatever runs. @default - nothing does */
  readonly signal?: AbortSignal;
}

type Values = Readonly<Record<string, string>>;

const runTimeoutMilliseconds = 300_000;

const planFile = "plan.tfplan";

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
}

function isChange(actions: readonly string[]): boolean {
  return actions.some((action) => action !== "no-op" && action !== "read");
}

/** The real Terraform in the folder of one stack. */
export class Terraform {
  readonly folder: string;

  constructor(private readonly options: TerraformOptions) {
    this.folder = options.folder;
  }

  /** Runs any command; never throws for one that fails. */
  run(...command: string[]): Promise<Outcome> {
    const { terraform, folder, environment, signal } = this.options;
    return new Promise((resolve, reject) => {
      const child = spawn(terraform, [`-chdir=${folder}`, ...command], {
        env: environment,
        stdio: ["ignore", "pipe", "pipe"],
        timeout: runTimeoutMilliseconds,
        ...(signal === undefined ? {} : { signal }),
        // Terraform ends its provider's process when it is interrupted, and only then.
        killSignal: "SIGINT",
      });
      let output = "";
      const collect = (chunk: string) => {
        output += chunk;
      };
      child.stdout.setEncoding("utf8").on("data", collect);
      child.stderr.setEncoding("utf8").on("data", collect);
      child.once("error", reject);
      child.once("close", (code) => resolve({ exitCode: code ?? -1, output }));
    });
  }

  /** Runs a command that has to succeed. */
  async succeed(...command: string[]): Promise<string> {
    const { exitCode, output } = await this.run(...command);
    if (exitCode !== 0) {
      throw new Error(`terraform ${command.join(" ")} ended with ${exitCode}:\n${output}`);
    }
    return output;
  }

  init(...options: string[]): Promise<string> {
    return this.succeed("init", "-no-color", ...options);
  }

  validate(): Promise<string> {
    return this.succeed("validate", "-no-color");
  }

  /** Plans; a plan that fails has exit code 1, no changes, and the reason in its output. */
  async plan(variables: Values = {}): Promise<Plan> {
    rmSync(join(this.folder, planFile), { force: true });
    const outcome = await this.run(
      ...["plan", "-no-color", "-detailed-exitcode", `-out=${planFile}`],
      ...variableOptions(variables),
    );
    if (outcome.exitCode === 1) return { ...outcome, changes: [], changedOutputs: [] };
    const shown = JSON.parse(await this.succeed("show", "-json", planFile)) as ShownPlan;
    return {
      ...outcome,
      changes: (shown.resource_changes ?? [])
        .filter(({ change }) => isChange(change.actions))
        .map(({ address, change }) => ({ address, actions: change.actions })),
      changedOutputs: Object.entries(shown.output_changes ?? {})
        .filter(([, { actions }]) => isChange(actions))
        .map(([name]) => name),
    };
  }

  /** Applies what the last {@link plan} said, which saves looking at everything once more. */
  applyPlan(): Promise<string> {
    return this.succeed("apply", "-no-color", planFile);
  }

  /** Applies, and hands back how it ended. */
  apply(variables: Values = {}): Promise<Outcome> {
    return this.run("apply", "-no-color", "-auto-approve", ...variableOptions(variables));
  }

  destroy(variables: Values = {}): Promise<string> {
    return this.succeed("destroy", "-no-color", "-auto-approve", ...variableOptions(variables));
  }

  /** Addresses of everything that the state holds. */
  async resources(): Promise<string[]> {
    return (await this.succeed("state", "list")).split("\n").filter((line) => line !== "");
  }

  /** Every output's value by its name. */
  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const shown = JSON.parse(await this.succeed("output", "-json")) as Record<
      string,
      { value: unknown }
    >;
    return Object.fromEntries(Object.entries(shown).map(([name, { value }]) => [name, value]));
  }
}

function variableOptions(variables: Values): string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}

/** Output as one line: Terraform breaks long messages and puts a frame beside them. */
export function oneLine(output: string): string {
  return output.replaceAll(/[\s│]+/g, " ");
}
