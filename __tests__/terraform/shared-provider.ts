import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProviderProxy } from "./provider-proxy";

const startTimeoutMs = 60_000;
const source = "registry.terraform.io/hashicorp/aws";
const announcement = /TF_REATTACH_PROVIDERS='(.+)'/;

/** Ends the provider when the standard input ends, so that it cannot outlive this process. */
const untilInputEnds = '"$0" -debug & cat; kill "$!"; wait "$!"';

/** What would be logged for a person who debugs the provider: most of its CPU time. */
const withoutLog = {
  TF_LOG_PROVIDER_AWS: "off",
  TF_LOG_SDK: "off",
  TF_LOG_SDK_PROTO: "off",
};

interface Running {
  /** Value of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string;
  stop(): Promise<void>;
}

/** The AWS provider that `terraform init` has installed in a stack's folder, or none. */
function installedProvider(stackFolder: string): string | undefined {
  const folder = join(stackFolder, ".terraform", "providers", ...source.split("/"));
  if (!existsSync(folder)) return undefined;
  return (
    readdirSync(folder)
      .flatMap((version) => readdirSync(join(folder, version)).map((each) => join(version, each)))
      // A link to a mirror that is gone stays until the next `init`.
      .filter((platform) => existsSync(join(folder, platform)))
      .flatMap((platform) =>
        readdirSync(join(folder, platform)).map((each) => join(platform, each)),
      )
      .map((file) => join(folder, file))
      .find((file) => /terraform-provider-aws_[^/\\]+$/.test(file))
  );
}

/** Types of the resources and data sources that a stack declares. */
function declaredTypes(stackFolder: string): string[] {
  const { resource = {}, data = {} } = JSON.parse(
    readFileSync(join(stackFolder, "cdk.tf.json"), "utf8"),
  );
  return [...Object.keys(resource), ...Object.keys(data)];
}

/** Resolves with what the provider announces on its standard output. */
function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (reason: string) => reject(new Error(`The provider ${reason}:\n${output}`));
    const timer = setTimeout(() => fail("was not ready in time"), startTimeoutMs);
    const collect = (chunk: string) => {
      if (output.length > 100_000) return;
      output += chunk;
      const found = announcement.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.setEncoding("utf8").on("data", collect);
    child.stderr?.setEncoding("utf8").on("data", collect);
    child.once("error", reject);
    child.once("exit", () => {
      clearTimeout(timer);
      fail("ended");
    });
  });
}

/**
 * One process of the AWS provider for all commands of a suite, as `TF_REATTACH_PROVIDERS` allows.
 * README.md says how much time that saves.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export class SharedProvider {
  private readonly types = new Set<string>();
  private running: Promise<Running> | undefined;

  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /**
   * Starts the provider at the first call.
   *
   * @param stackFolder a folder of a stack
   * @returns the variables with which a command in that folder uses the process; none before the folder
   * is initialized
   */
  async variables(stackFolder: string): Promise<NodeJS.ProcessEnv> {
    // Types that a stack no longer declares may be in its state still.
    for (const type of declaredTypes(stackFolder)) this.types.add(type);
    const executable = installedProvider(stackFolder);
    if (executable === undefined) return {};
    this.running ??= this.start(executable);
    return { TF_REATTACH_PROVIDERS: (await this.running).reattach };
  }

  /**
   * Writes a program that is Terraform for commands which start it themselves, such as
   * `npm run deploy`: it uses the process for everything but `init`.
   *
   * @param file where to write it
   * @param stackFolders folders of all stacks, at least one of them initialized
   */
  async writeProgram(file: string, terraform: string, ...stackFolders: string[]): Promise<void> {
    let variables: NodeJS.ProcessEnv = {};
    for (const folder of stackFolders)
      variables = { ...variables, ...(await this.variables(folder)) };
    const { TF_REATTACH_PROVIDERS: reattach } = variables;
    if (reattach === undefined) throw new Error(`None of ${stackFolders} is initialized.`);
    const lines = [
      "#!/bin/sh",
      // The command, or -chdir and the command.
      `case " $1 $2 " in *" init "*) ;; *) export TF_REATTACH_PROVIDERS='${reattach}' ;; esac`,
      `exec '${terraform}' "$@"`,
    ];
    writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o755 });
  }

  /** Ends the process. */
  async close(): Promise<void> {
    const running = await this.running?.catch(() => undefined);
    this.running = undefined;
    await running?.stop();
  }

  private async start(executable: string): Promise<Running> {
    // The path of a socket is short.
    const folder = mkdtempSync(join(tmpdir(), "provider-"));
    const child = spawn("sh", ["-c", untilInputEnds, executable], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...this.environment, ...withoutLog, TMPDIR: folder },
    });
    const exited = once(child, "exit");
    const stopProvider = async () => {
      child.stdin.end();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      const { [source]: provider, ...others } = JSON.parse(await announced(child));
      const socket = join(folder, "proxy");
      const closeProxy = await startProviderProxy({
        provider: provider.Addr.String,
        socket,
        types: this.types,
      });
      const reattached = { ...provider, Addr: { ...provider.Addr, String: socket } };
      return {
        reattach: JSON.stringify({ ...others, [source]: reattached }),
        stop: async () => {
          await closeProxy();
          await stopProvider();
        },
      };
    } catch (error) {
      await stopProvider();
      throw error;
    }
  }
}
