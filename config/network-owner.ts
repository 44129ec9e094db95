import type { Path } from "./issue";
import type { Edge, Environment, NetworkChoice } from "./schema/environment";

/** A network of its own, created or existing. */
export type OwnNetwork = Edge["network"];

interface Networks {
  readonly edge?: Pick<Edge, "network"> | undefined;
  readonly applications: Readonly<Record<string, { readonly network: NetworkChoice }>>;
}

/**
 * The network that an application uses: its own, that of the edge, or the one of the application that it
 * names.
 * @throws Error for a network that leads nowhere; the check of the environment finds those first
 */
export function networkOf(
  { applications, edge }: Networks,
  { network }: { network: NetworkChoice },
): OwnNetwork {
  if (network.type === "edge") {
    if (edge === undefined)
      throw new Error("The environment has no edge, whose network could be used.");
    return edge.network;
  }
  if (network.type !== "application") return network;
  const owner = applications[network.application]?.network;
  if (owner === undefined || owner.type === "application" || owner.type === "edge") {
    throw new Error(
      `Application ${JSON.stringify(network.application)} has no network of its own that others can use.`,
    );
  }
  return owner;
}

/** Whether {@link networkOf} finds a network. One that leads nowhere is an issue of its own. */
export function hasNetwork(
  { applications, edge }: Networks,
  { network }: { network: NetworkChoice },
): boolean {
  if (network.type === "edge") return edge !== undefined;
  if (network.type !== "application") return true;
  const owner = applications[network.application]?.network.type;
  return owner === "new" || owner === "existing";
}

/** A network with its owner. */
export interface OwnedNetwork {
  /** As messages name the owner: `application "app"`, or `the edge`. */
  readonly owner: string;
  readonly network: OwnNetwork;
  /** Where it is in the environment. */
  readonly path: Path;
}

/** Every network that a stack of the environment creates, or uses as an existing one. */
export function ownNetworks({ applications, edge }: Networks): OwnedNetwork[] {
  const ofApplications = Object.entries(applications).flatMap(
    ([name, { network }]): OwnedNetwork[] =>
      network.type === "application" || network.type === "edge"
        ? []
        : [
            {
              owner: `application "${name}"`,
              network,
              path: ["applications", name, "network"],
            },
          ],
  );
  if (edge === undefined) return ofApplications;
  const ofEdge = { owner: "the edge", network: edge.network, path: ["edge", "network"] };
  return [ofEdge, ...ofApplications];
}

/** Names of the applications that use the network of an application. */
export function networkUsers({ applications }: Environment, owner: string): string[] {
  return Object.entries(applications).flatMap(([name, { network }]) =>
    network.type === "application" && network.application === owner ? [name] : [],
  );
}

/** Names of the applications that use the network of the edge. */
export function edgeNetworkUsers({ applications }: Environment): string[] {
  return Object.entries(applications).flatMap(([name, { network }]) =>
    network.type === "edge" ? [name] : [],
  );
}
