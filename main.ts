import { defaultEnvironmentName, loadEnvironment } from "./config/load-environment";
import { refuseHcl } from "./synthesis/refuse-hcl";
import { synthesize } from "./synthesis/synthesize";

/** Reads the environment that `ENVIRONMENT` chooses, and writes its stacks as Terraform JSON. */
export async function main(): Promise<void> {
  refuseHcl(process.env);
  const environment = await loadEnvironment(process.env.ENVIRONMENT ?? defaultEnvironmentName);
  process.stdout.write(`${synthesize(environment)}\n`);
}
