import { App } from "cdktf";
import { routingOf } from "../config/routing-of";
import type { Environment } from "../config/schema/environment";
import { planRoutes } from "../routing/plan-routes";
import { ApplicationStack } from "../stacks/application-stack";
import { SharedIdentityStack } from "../stacks/shared-identity-stack";
import { removeStaleStacks } from "./remove-stale-stacks";
import { type SummarizedStack, summary } from "./summary";

/**
 * Makes the stacks of an environment and writes them as Terraform JSON, into `cdktf.out` or where
 * `CDKTF_OUTDIR` says.
 * @returns what was written, for a person to read
 */
export function synthesize(environment: Environment): string {
  const app = new App();
  const identity = new SharedIdentityStack(app, environment);
  const applications = Object.entries(environment.applications).map(([name, application]) => {
    const plan = planRoutes(routingOf(application, environment.identity));
    const stack = new ApplicationStack(app, name, { environment, application, plan });
    stack.addDependency(identity);
    return { stack, plan };
  });
  const stacks: SummarizedStack[] = [{ stack: identity }, ...applications];
  app.synth();
  removeStaleStacks(
    app.outdir,
    stacks.map(({ stack }) => stack.node.id),
  );
  return summary(environment.name, app.outdir, stacks);
}
