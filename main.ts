import { App } from "cdktf";
import { defaultEnvironmentName, loadEnvironment } from "./config/load-environment";
import { UserError } from "./config/user-error";
import { createOutputDirectory } from "./synthesis/create-output-directory";
import { createStacks } from "./synthesis/create-stacks";
import { rejectHcl } from "./synthesis/reject-hcl";
import { removeStaleStacks } from "./synthesis/remove-stale-stacks";
import { summary } from "./synthesis/summary";

async function main(): Promise<void> {
  rejectHcl(process.env);
  const environment = await loadEnvironment(process.env.ENVIRONMENT ?? defaultEnvironmentName);

  const app = new App({ outdir: createOutputDirectory(process.env) });
  const stacks = createStacks(app, environment);
  app.synth();

  removeStaleStacks(app.outdir, stacks);
  console.log(summary(environment.name, app.outdir, stacks));
}

main().catch((error: unknown) => {
  // Anything else is a bug of this program, and keeps its stack trace.
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
