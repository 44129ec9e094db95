import type { Path } from "./issue";
import { hasNetwork, networkOf, type OwnNetwork } from "./network-owner";
import type { Environment } from "./schema/environment";

/** A load balancer that a stack of the environment creates. */
export interface OwnLoadBalancer {
  /** Where its owner is in the environment: the edge, or an application. */
  readonly path: Path;
  readonly internal: boolean;
  readonly network: OwnNetwork;
  /** Whose network it is in; absent where it is the owner's. */
  readonly lender?: { readonly name: string; readonly field: "application" | "type" } | undefined;
}

/** Every load balancer of the environment in a network that exists. */
export function ownLoadBalancers(environment: Environment): OwnLoadBalancer[] {
  const { applications, edge } = environment;
  const ofApplications = Object.entries(applications).flatMap(
    ([name, application]): OwnLoadBalancer[] => {
      const { loadBalancer, internal, network } = application;
      if (loadBalancer.type !== "own" || !hasNetwork(environment, application)) return [];
      const path = ["applications", name];
      return [
        { path, internal, network: networkOf(environment, application), lender: lenderOf(network) },
      ];
    },
  );
  if (edge === undefined) return ofApplications;
  const { internal, network } = edge;
  return [{ path: ["edge"], internal, network }, ...ofApplications];
}

function lenderOf(
  network: Environment["applications"][string]["network"],
): OwnLoadBalancer["lender"] {
  if (network.type === "edge") return { name: "edge", field: "type" };
  if (network.type !== "application") return undefined;
  return { name: `"${network.application}"`, field: "application" };
}
