import type { App, TerraformStack } from "cdktf";
import { routingOf } from "../config/routing-of";
import type { Application, Edge, Environment } from "../config/schema/environment";
import { usesEdge } from "../config/shared-listener";
import { planRoutes } from "../routing/plan-routes";
import type { RulePlan } from "../routing/rule-plan";
import { ApplicationStack } from "../stacks/application-stack";
import { DeliveryStack } from "../stacks/delivery-stack";
import { EdgeStack } from "../stacks/edge-stack";
import { ProjectCommands } from "../stacks/project-commands";
import { SharedIdentityStack } from "../stacks/shared-identity-stack";
import { type TerraformLiterals, terraformLiterals } from "../stacks/terraform-literals";
import { WorkspacesStack } from "../stacks/workspaces-stack";

/** A stack, with the rules of its load balancer if it has one. */
export interface CreatedStack {
  readonly stack: TerraformStack;
  /** Its name in the environment; absent for workspaces, the bootstrap stack, the shared identity and the edge. */
  readonly application?: string | undefined;
  readonly plan?: RulePlan | undefined;
}

/**
 * Creates the stacks of an environment in deployment order: workspaces and the bootstrap stack if the
 * environment has them, the shared identity, the edge, and an application before those that use its
 * network.
 * @param file name of the environment's file; the environment's name by default
 */
export function createStacks(
  app: App,
  environment: Environment,
  file = environment.name,
): CreatedStack[] {
  const literal = terraformLiterals(environment);
  const environmentFile = terraformLiterals(file);
  const { delivery } = literal;
  const bootstrap = delivery && new DeliveryStack(app, { ...literal, delivery }, environmentFile);
  const identity = new SharedIdentityStack(app, literal, environmentFile);
  const workspaces = createWorkspaces(app, literal, environmentFile);
  const first = [workspaces, bootstrap].filter((stack) => stack !== undefined);
  for (const [index, stack] of first.entries()) {
    for (const later of [...first.slice(index + 1), identity]) later.addDependency(stack);
  }
  const edge =
    literal.edge &&
    new EdgeStack(app, literal, terraformLiterals(environment.edge as Edge), environmentFile);
  edge?.addDependency(identity);
  const stacks = new Map<string, ApplicationStack>();
  const applications = networkOwnersFirst(environment).map(([name, application]) => {
    const plan = planRoutes(routingOf(name, application, environment.identity));
    const stack = new ApplicationStack(app, name, {
      environment: literal,
      environmentFile,
      application: terraformLiterals(application),
      plan: terraformLiterals(plan),
    });
    stack.addDependency(identity);
    if (edge !== undefined && usesEdge(application)) stack.addDependency(edge);
    stacks.set(name, stack);
    const { network } = application;
    const owner = network.type === "application" ? stacks.get(network.application) : undefined;
    if (owner !== undefined) stack.addDependency(owner);
    return { stack, application: name, plan };
  });
  return [
    ...first.map((stack) => ({ stack })),
    { stack: identity },
    ...(edge === undefined ? [] : [{ stack: edge }]),
    ...applications,
  ];
}

function createWorkspaces(
  app: App,
  environment: TerraformLiterals<Environment>,
  environmentFile: TerraformLiterals<string>,
): WorkspacesStack | undefined {
  const { state } = environment;
  if (state.type !== "cloud" || state.workspaces === undefined) return undefined;
  const cloud = { ...state, workspaces: state.workspaces };
  return new WorkspacesStack(app, environment, cloud, new ProjectCommands(environmentFile));
}

function networkOwnersFirst({ applications }: Environment): [string, Application][] {
  const all = Object.entries(applications);
  const usesAnother = ([, { network }]: [string, Application]) => network.type === "application";
  return [...all.filter((each) => !usesAnother(each)), ...all.filter(usesAnother)];
}
