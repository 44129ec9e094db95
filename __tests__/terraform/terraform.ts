import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type MachineOutput, parseMachineOutput } from "./machine-output";
import type { SharedProvider } from "./shared-provider";

/** Result of one run of Terraform. */
export interface Outcome {
  readonly exitCode: number;
  /** Both output streams. */
  readonly output: string;
}

/** Result of a run, and its messages. */
export type ReadOutcome = Outcome & MachineOutput;

/** Options of {@link Terraform}. */
export interface TerraformOptions {
  /** Path of the executable. */
  readonly terraform: string;
  /** Folder that contains `cdk.tf.json`. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Process of the provider for every command but `init`. @default - one of its own for every command */
  readonly provider?: SharedProvider;
  /** Ends a running command. @default - none */
  readonly signal?: AbortSignal;
}

type Values = Readonly<Record<string, string>>;

const runTimeoutMs = 300_000;

const planFile = "plan.tfplan";

/** The real Terraform in the folder of one stack. */
export class Terraform {
  readonly folder: string;

  constructor(private readonly options: TerraformOptions) {
    this.folder = options.folder;
  }

  /** Runs any command; does not throw when it fails. */
  async run(...command: string[]): Promise<Outcome> {
    const { terraform, folder, provider, signal } = this.options;
    const shared = command[0] === "init" ? {} : await provider?.variables(folder);
    const environment = { ...this.options.environment, ...shared };
    return new Promise((resolve, reject) => {
      const child = spawn(terraform, [`-chdir=${folder}`, ...command], {
        env: environment,
        stdio: ["ignore", "pipe", "pipe"],
        timeout: runTimeoutMs,
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

  /** Runs a command, and throws when it fails. */
  async succeed(...command: string[]): Promise<string> {
    const { exitCode, output } = await this.run(...command);
    if (exitCode !== 0) {
      throw new Error(`terraform ${command.join(" ")} ended with ${exitCode}:\n${output}`);
    }
    return output;
  }

  private async read(command: string, ...flags: string[]): Promise<ReadOutcome> {
    const outcome = await this.run(command, "-json", ...flags);
    return { ...outcome, ...parseMachineOutput(outcome.output) };
  }

  init(...flags: string[]): Promise<string> {
    return this.succeed("init", "-no-color", ...flags);
  }

  validate(): Promise<string> {
    return this.succeed("validate", "-no-color");
  }

  /** Plans: exit code 0 means no changes, 2 changes, 1 errors. */
  plan(variables: Values = {}): Promise<ReadOutcome> {
    rmSync(join(this.folder, planFile), { force: true });
    return this.read("plan", "-detailed-exitcode", `-out=${planFile}`, ...options(variables));
  }

  /** Plans to destroy everything. */
  planDestroy(variables: Values = {}): Promise<ReadOutcome> {
    return this.read("plan", "-destroy", ...options(variables));
  }

  /** Applies the last {@link plan}, without another refresh. */
  applyPlan(): Promise<ReadOutcome> {
    return this.read("apply", planFile);
  }

  /** Plans and applies in one command. */
  apply(variables: Values = {}): Promise<ReadOutcome> {
    return this.read("apply", "-auto-approve", ...options(variables));
  }

  destroy(variables: Values = {}): Promise<string> {
    return this.succeed("destroy", "-no-color", "-auto-approve", ...options(variables));
  }

  /** Addresses of all resources in the state. */
  async resources(): Promise<string[]> {
    return (await this.succeed("state", "list")).split("\n").filter((line) => line !== "");
  }

  /** Attributes of every managed resource of a type in the state, by address. */
  async attributes(
    type: string,
  ): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
    const state = JSON.parse(await this.succeed("show", "-json")) as {
      values?: { root_module: { resources: { address: string; type: string; values: object }[] } };
    };
    const resources = state.values?.root_module.resources ?? [];
    return Object.fromEntries(
      resources
        .filter((resource) => resource.type === type)
        .map(({ address, values }) => [address, { ...values }]),
    );
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

function options(variables: Values): string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}
