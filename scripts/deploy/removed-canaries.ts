import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canaryName } from "../../config/canaries";
import { UserError } from "../../config/user-error";
import type { StateJson } from "./terraform-stack";

type Values = Readonly<Record<string, unknown>>;

/** Terraform writes a block as a list. */
interface Service {
  readonly load_balancer?: readonly {
    readonly container_name: string;
    readonly target_group_arn?: string;
  }[];
}

interface Action {
  readonly forward?: readonly {
    readonly target_group?: readonly { readonly arn: string; readonly weight: number }[];
  }[];
}

/**
 * Stops before a canary is removed that still gets requests: Terraform stops its tasks first and changes
 * the rules after that.
 * @param folder of the stack
 * @throws UserError
 */
export function requireIdleRemovedCanaries(folder: string, state: StateJson): void {
  const declared = new Set(declaredServices(folder));
  const resources = state.values?.root_module?.resources ?? [];
  const ofType = (type: string) => resources.filter((each) => each.type === type);
  const weights = [...ofType("aws_lb_listener"), ...ofType("aws_lb_listener_rule")].flatMap(
    ({ values }) => weightsOf(values),
  );
  for (const { values } of ofType("aws_ecs_service")) {
    const [registration] = (values as Service).load_balancer ?? [];
    const name = registration?.container_name ?? "";
    const service = [...declared].find((each) => canaryName(each) === name);
    if (service === undefined || declared.has(name)) continue;
    const found = weights.filter(({ arn }) => arn === registration?.target_group_arn);
    const weight = Math.max(0, ...found.map((each) => each.weight));
    if (weight > 0) {
      throw new UserError(
        `The canary of service ${service} still gets ${weight} % of the requests, and its removal stops its tasks before the rules change: so many requests would end in a 503. ` +
          "Deploy once with canary.weightPercent: 0, then remove canary.",
      );
    }
  }
}

function weightsOf(values: Values): { arn: string; weight: number }[] {
  const actions = (values.action ?? values.default_action ?? []) as readonly Action[];
  return actions.flatMap(({ forward = [] }) =>
    forward.flatMap(({ target_group = [] }) => [...target_group]),
  );
}

/** Names of the services in the synthesized JSON of a stack. */
function declaredServices(folder: string): string[] {
  const { resource = {} } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
    resource?: { aws_ecs_service?: Readonly<Record<string, Service>> };
  };
  return Object.values(resource.aws_ecs_service ?? {}).flatMap(({ load_balancer = [] }) =>
    load_balancer.map(({ container_name }) => container_name),
  );
}
