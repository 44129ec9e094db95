import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tools } from "./tools";

/** Options of {@link terraformEnvironment}. */
export interface TerraformEnvironmentOptions {
  readonly tools: Tools;
  /** Folder that the CLI configuration file is written to. */
  readonly folder: string;
  readonly region: string;
  /** Address of moto. @default - none: every request to AWS fails */
  readonly endpoint?: string;
}

/** No process listens here: an unexpected request fails instead of reaching AWS. */
const nowhere = "http://127.0.0.1:9";

/** README.md says how much time that saves. */
const rareGarbageCollection = { GOGC: "400", GOMEMLIMIT: "2GiB" };

/** Environment variables of every Terraform process: the provider in the mirror, and moto. */
export function terraformEnvironment(options: TerraformEnvironmentOptions): NodeJS.ProcessEnv {
  const { tools, folder, region, endpoint = nowhere } = options;
  const cliConfiguration = join(folder, "terraform.tfrc");
  writeFileSync(
    cliConfiguration,
    [
      "provider_installation {",
      "  filesystem_mirror {",
      `    path    = ${JSON.stringify(tools.providerMirror)}`,
      '    include = ["registry.terraform.io/hashicorp/*"]',
      "  }",
      "}",
      "",
    ].join("\n"),
  );
  return {
    PATH: process.env.PATH,
    ...rareGarbageCollection,
    HOME: folder,
    TF_CLI_CONFIG_FILE: cliConfiguration,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
