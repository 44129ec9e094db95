import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment, EnvironmentInput } from "../../config/schema/environment";
import { createHostedZone, type EmulatedAws } from "./emulated-aws";
import { type Moto, startMoto } from "./moto";
import type { OverrideOptions } from "./override";
import { type Recorder, type RecorderOptions, startRecorder } from "./recorder";
import { SharedProvider } from "./shared-provider";
import { checkedEnvironment, stackFolder, synthesize, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";
import type { Tools } from "./tools";

/** Options of {@link openWorkbench}. */
export interface WorkbenchOptions {
  readonly tools: Tools;
  /** Region of the environments that are synthesized. @default "eu-central-1" */
  readonly region?: string;
  /** Tasks of a service that run at once: the environment's `scaling.minCapacity`. @default 1 */
  readonly runningTasks?: number;
  /** Image that never becomes healthy. @default - none */
  readonly brokenImage?: string;
  /** Observes or denies calls of Terraform to AWS. @default - Terraform talks to AWS directly */
  readonly record?: Omit<RecorderOptions, "target">;
}

function zonesFile(folder: string): string {
  return join(folder, "zones.json");
}

/** A temporary folder, an emulated AWS account with a hosted zone, and real Terraform for both. */
export class Workbench {
  private readonly environment: NodeJS.ProcessEnv;
  private readonly aborted = new AbortController();
  private readonly provider: SharedProvider;
  /** Addresses of what the stacks of the last synthesis contain and the provider at hand does not know. */
  leftOut: readonly string[] = [];

  constructor(
    /** Temporary folder that contains `cdktf.out` and `terraform-state`. */
    readonly folder: string,
    readonly aws: EmulatedAws,
    /** ID of the hosted zone `example.com`. */
    readonly hostedZoneId: string,
    private readonly tools: Tools,
    private readonly moto: Moto,
    private readonly recorder: Recorder | undefined,
  ) {
    const { region } = aws;
    const endpoint = recorder?.url ?? aws.endpoint;
    this.environment = terraformEnvironment({ tools, folder, region, endpoint });
    this.provider = new SharedProvider(this.environment);
  }

  /** Writes an environment's stacks with their overrides for moto. Call it again after every edit. */
  synthesize(input: EnvironmentInput, options: OverrideOptions = {}): Environment {
    const environment = checkedEnvironment(input);
    this.leftOut = synthesize(environment, this.folder).flatMap((stackName) =>
      writeOverride(this.folder, stackName, this.tools.providerVersion, options),
    );
    return environment;
  }

  /** Sets the states of availability zones by name; those that are not named are available. */
  setZones(states: Readonly<Record<string, "impaired" | "unavailable" | "absent">>): void {
    writeFileSync(zonesFile(this.folder), JSON.stringify(states));
  }

  /** Terraform in the folder of a stack. */
  stack(stackName: string): Terraform {
    return new Terraform({
      terraform: this.tools.terraform,
      folder: stackFolder(this.folder, stackName),
      environment: this.environment,
      provider: this.provider,
      signal: this.aborted.signal,
    });
  }

  /** Ends every process and removes the folder. */
  async close(): Promise<void> {
    this.aborted.abort();
    await this.provider.close();
    await this.recorder?.close();
    await this.moto.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Starts moto and creates the hosted zone, which a user of this project already has. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { tools, region = "eu-central-1", runningTasks = 1, brokenImage, record } = options;
  const folder = mkdtempSync(join(tmpdir(), "terraform-suite-"));
  const moto = await startMoto({
    python: tools.motoPython,
    zonesFile: zonesFile(folder),
    runningTasks,
    ...(brokenImage === undefined ? {} : { brokenImage }),
  });
  try {
    const aws = { endpoint: moto.url, region };
    const hostedZoneId = await createHostedZone(aws, "example.com");
    const recorder = record && (await startRecorder({ ...record, target: moto.url }));
    return new Workbench(folder, aws, hostedZoneId, tools, moto, recorder);
  } catch (error) {
    await moto.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
