import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { deploymentOrder } from "../../scripts/deploy/deployment-order";
import { type HcpOptions, hcp } from "../../scripts/hcp/hcp";
import { createStacks } from "../../synthesis/create-stacks";
import { deploymentOf } from "../../synthesis/deployment";
import { seedEnvironment } from "../fixtures/seed";
import { checked } from "../support/synth-environment";
import { FakeHcpTerraform, organization, type Scenario, token } from "./fake-hcp-terraform";

/** What a command did. */
export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly api: FakeHcpTerraform;
  /** Pauses between two requests, in milliseconds. */
  readonly pauses: readonly number[];
}

/** The seed's environment with its state in HCP Terraform, synthesized into a folder of its own. */
export class Project {
  private readonly folder = mkdtempSync(join(tmpdir(), "hcp-"));
  private readonly environment = checked(
    seedEnvironment({ state: { type: "cloud", organization } }),
  );
  readonly output = join(this.folder, "cdktf.out");

  constructor() {
    const app = new App({ outdir: this.output });
    createStacks(app, this.environment);
    app.synth();
  }

  stackFolder(name: string): string {
    return join(this.output, "stacks", `seed--${name}`);
  }

  /** Runs `npm run hcp` in this process against an API that behaves as `scenario` says. */
  async run(
    args: readonly string[],
    scenario: Scenario = { states: [] },
    options: HcpOptions = {},
  ): Promise<Result> {
    const api = new FakeHcpTerraform(`seed--${args[1] ?? ""}`, scenario);
    await api.start();
    const lines = { stdout: "", stderr: "" };
    const log = jest.spyOn(console, "log").mockImplementation((line) => {
      lines.stdout += `${line}\n`;
    });
    const error = jest.spyOn(console, "error").mockImplementation((line) => {
      lines.stderr += `${line}\n`;
    });
    const pauses: number[] = [];
    try {
      const status = await hcp(this.folder, args, {
        origin: api.origin,
        variables: { TFE_TOKEN: token },
        signal: new AbortController().signal,
        canAsk: true,
        confirm: async () => true,
        pause: async (milliseconds) => {
          pauses.push(milliseconds);
        },
        synthesize: async () => ({
          deployment: deploymentOf(this.environment),
          stacks: deploymentOrder(this.output, "seed"),
          warnings: "",
        }),
        ...options,
      });
      return { status, ...lines, api, pauses };
    } finally {
      log.mockRestore();
      error.mockRestore();
      await api.stop();
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
