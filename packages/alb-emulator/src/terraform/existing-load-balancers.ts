import type { LoadBalancerModel } from "../model/load-balancer.ts";
import type { OwnedListener } from "./existing-listeners.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { existingLoadBalancerSchema } from "./schemas/existing.ts";

/** What a load balancer is, besides what its listeners do. */
export type LoadBalancerProperties = Pick<
  LoadBalancerModel,
  | "name"
  | "arn"
  | "region"
  | "dnsName"
  | "idleTimeoutSeconds"
  | "dropInvalidHeaderFields"
  | "preserveHostHeader"
  | "xffHeaderProcessingMode"
> & {
  /** Stack, folder or state that declares it, or its listeners or rules. */
  readonly root: string;
  readonly securityGroupIds: readonly string[];
};

/**
 * Load balancers that listeners name by ARN, and no resource declares, with AWS's defaults.
 * @param declaredArns those that are declared
 * @param notes gets what is assumed
 */
export function existingLoadBalancers(
  reader: ResourceReader,
  listeners: readonly OwnedListener[],
  declaredArns: readonly string[],
  notes: string[],
): readonly LoadBalancerProperties[] {
  const found = reader.read("data.aws_lb", existingLoadBalancerSchema);
  const arns = [...new Set(listeners.map(({ loadBalancerArn }) => loadBalancerArn))];
  return arns
    .filter((arn) => !declaredArns.includes(arn))
    .flatMap((arn) => {
      const [, region, name] =
        /^arn:[\w-]+:elasticloadbalancing:([\w-]+):\d*:loadbalancer\/app\/([^/]+)\/[^/]+$/.exec(
          arn,
        ) ?? [];
      if (region === undefined || name === undefined) return [];
      const known = found.find(({ attributes }) => attributes.arn === arn)?.attributes;
      notes.push(
        `Load balancer ${name} is not in the source, only its ARN: it has AWS's default attributes, and its security groups are not checked.`,
      );
      return [
        {
          root: onlyRootAt(arn, listeners) ?? name,
          name,
          arn,
          region,
          dnsName: known?.dns_name ?? `${name}.${region}.elb.amazonaws.com`,
          idleTimeoutSeconds: 60,
          dropInvalidHeaderFields: false,
          preserveHostHeader: false,
          xffHeaderProcessingMode: "append",
          securityGroupIds: [],
        },
      ];
    });
}

/** The root whose application it is, unless several have rules at it. */
function onlyRootAt(arn: string, listeners: readonly OwnedListener[]): string | undefined {
  const roots = listeners
    .filter(({ loadBalancerArn }) => loadBalancerArn === arn)
    .flatMap(({ application, listener }) => [
      application,
      ...listener.rules.flatMap((rule) => rule.application ?? []),
    ]);
  const [root, ...others] = new Set(roots);
  return others.length === 0 ? root : undefined;
}
