import { App } from "cdktf";
import { defaultEnvironmentName, loadEnvironment } from "./config/load-environment";
import { routingOf } from "./config/routing-of";
import { planRoutes } from "./routing/plan-routes";
import { ApplicationStack } from "./stacks/application-stack";
import { SharedIdentityStack } from "./stacks/shared-identity-stack";
import { refuseHcl } from "./synthesis/refuse-hcl";
import { removeStaleStacks } from "./synthesis/remove-stale-stacks";
import { type SummarizedStack, summary } from "./synthesis/summary";

/** Reads the chosen environment, makes its stacks and writes them as Terraform JSON. */
export async function main(): Promise<void> {
  refuseHcl(process.env);
  const environment = await loadEnvironment(process.env.ENVIRONMENT ?? defaultEnvironmentName);
  const app = new App();
  const identityStack = new SharedIdentityStack(app, environment);
  const applications = Object.entries(environment.applications).map(([name, application]) => {
    const plan = planRoutes(routingOf(application, environment.identity));
    const stack = new ApplicationStack(app, name, { environment, application, plan });
    stack.addDependency(identityStack);
    return { stack, plan };
  });
  const stacks: SummarizedStack[] = [{ stack: identityStack }, ...applications];
  app.synth();
  removeStaleStacks(
    app.outdir,
    stacks.map(({ stack }) => stack.node.id),
  );
  process.stdout.write(`${summary(environment.name, app.outdir, stacks)}\n`);
}
