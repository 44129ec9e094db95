import type { App, TerraformStack } from "cdktf";
import { routingOf } from "../config/routing-of";
import type { Environment } from "../config/schema/environment";
import { planRoutes } from "../routing/plan-routes";
import type { RulePlan } from "../routing/rule-plan";
import { ApplicationStack } from "../stacks/application-stack";
import { SharedIdentityStack } from "../stacks/shared-identity-stack";
import { terraformLiterals } from "../stacks/terraform-literals";

/** A stack, with the rules of its load balancer if it has one. */
export interface CreatedStack {
  readonly stack: TerraformStack;
  /** Its name in the environment; absent for the shared identity. */
  readonly application?: string | undefined;
  readonly plan?: RulePlan | undefined;
}

/** Creates the stacks of an environment in deployment order: the shared identity first. */
export function createStacks(app: App, environment: Environment): CreatedStack[] {
  const literal = terraformLiterals(environment);
  const identity = new SharedIdentityStack(app, literal);
  const applications = Object.entries(environment.applications).map(([name, application]) => {
    const plan = planRoutes(routingOf(application, environment.identity));
    const stack = new ApplicationStack(app, name, {
      environment: literal,
      application: terraformLiterals(application),
      plan: terraformLiterals(plan),
    });
    stack.addDependency(identity);
    return { stack, application: name, plan };
  });
  return [{ stack: identity }, ...applications];
}
