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

/** Where a load balancer reaches the token and user info endpoints. */
export interface IdentityEndpoints {
  readonly tokenUrl: string;
  readonly userInfoUrl: string;
  /**
   * Whether they are those of a real identity provider on the network. It redirects browsers to the
   * callback URL that it gets, so that one must be an address on this machine.
   * @default false - the emulator plays the identity provider, over loopback
   */
  readonly isRemote?: boolean;
}
