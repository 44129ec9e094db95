import type { LoadBalancerModel } from "./load-balancer.ts";
import type { UserPoolModel } from "./user-pool.ts";

/**
 * Everything the emulator serves, as plain data: no reference is left to resolve. A source makes it;
 * load balancer and Cognito emulation read it.
 */
export interface EmulatorModel {
  readonly userPools: readonly UserPoolModel[];
  readonly loadBalancers: readonly LoadBalancerModel[];
  /** What the source does not say, and what is assumed instead. @default [] */
  readonly notes?: readonly string[];
}

/** Where a load balancer reaches the token and user info endpoints: always over loopback. */
export interface IdentityEndpoints {
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
}
