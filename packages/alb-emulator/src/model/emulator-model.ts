import type { LoadBalancerModel } from "./load-balancer.ts";
import type { UserPoolModel } from "./user-pool.ts";

/** Everything that is served on the laptop, whatever it was read from. */
export interface StandInModel {
  readonly identities: readonly UserPoolModel[];
  readonly loadBalancers: readonly LoadBalancerModel[];
}

/** Where a load balancer reaches the token and user info endpoints: always over loopback. */
export interface IdentityEndpoints {
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
}
