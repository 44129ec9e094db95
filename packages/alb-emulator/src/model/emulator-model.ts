import type { IdentityModel } from "./identity.ts";
import type { LoadBalancerModel } from "./load-balancer.ts";

/** Everything that is served on the laptop, whatever it was read from. */
export interface StandInModel {
  readonly identities: readonly IdentityModel[];
  readonly loadBalancers: readonly LoadBalancerModel[];
}

/** Where a load balancer reaches the token and user info endpoints: always over loopback. */
export interface IdentityEndpoints {
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
}
