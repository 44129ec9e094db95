import type { LambdaFunction } from "../../model/lambda-function.ts";
import type { LoadBalancerModel, TargetGroup } from "../../model/load-balancer.ts";
import type { Locations } from "../http/locations.ts";
import type { Stickiness } from "../targets/stickiness.ts";
import type { TargetPool } from "../targets/target-pool.ts";
import type { DataTokenKeys } from "../tokens/data-token-keys.ts";

/** How request headers become headers for the target. */
export interface HeaderPolicy
  extends Pick<
    LoadBalancerModel,
    "dropInvalidHeaderFields" | "preserveHostHeader" | "xffHeaderProcessingMode"
  > {
  /** What happens to a client's own `x-amzn-oidc-*` headers when nobody is signed in. */
  readonly clientOidcHeaders: "strip" | "pass";
}

/** What forwarding needs, for one load balancer. */
export interface ForwardingContext {
  readonly loadBalancerArn: string;
  readonly idleTimeoutSeconds: number;
  readonly targets: TargetPool;
  readonly stickiness: Stickiness;
  /** What runs the Lambda function of a target group. */
  readonly functionOf: (targetGroup: TargetGroup) => LambdaFunction | undefined;
  /** Why the targets of a target group cannot be reached, by its ARN. */
  readonly unreachableTargets: ReadonlyMap<string, string>;
  readonly keys: DataTokenKeys;
  readonly headerPolicy: HeaderPolicy;
  readonly locations: Locations;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
