import type { ApplicationAddress } from "../../../synthesis/deployment";

/** An application of the environment behind the load balancer of the edge. */
export interface EdgeApplication {
  readonly application: string;
  readonly slot: number;
  readonly hostNames: readonly string[];
}

/** The edge of an environment, as the environment file and the state of the edge's stack say. */
export interface KnownEdge {
  /** Name of its stack, such as `prod--edge`. */
  readonly stackName: string;
  readonly applications: readonly EdgeApplication[];
  /** Absent where the state is empty: the edge is not deployed. */
  readonly loadBalancerArn: string | undefined;
  /** Slots by application, as the last deployment of the edge registered them. */
  readonly registeredSlots: Readonly<Record<string, number>>;
}

/** @param outputs of the edge's stack; empty before its first deployment */
export function knownEdge(
  stackName: string,
  addresses: readonly ApplicationAddress[],
  outputs: Readonly<Record<string, unknown>>,
): KnownEdge {
  return {
    stackName,
    applications: addresses.flatMap(({ application, slot, hostNames }) =>
      slot === undefined ? [] : [{ application, slot, hostNames }],
    ),
    loadBalancerArn: loadBalancerArnOf(outputs),
    registeredSlots: (outputs.slots ?? {}) as Readonly<Record<string, number>>,
  };
}

/** @param outputs of an application's stack, or of the edge's */
export function loadBalancerArnOf(
  outputs: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const arn = outputs?.load_balancer_arn;
  return typeof arn === "string" ? arn : undefined;
}
