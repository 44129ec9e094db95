import type { Environment, NetworkChoice } from "./schema/environment";

/** A network of its own, created or existing. */
export type OwnNetwork = Exclude<NetworkChoice, { type: "application" }>;

type Applications = Readonly<Record<string, { readonly network: NetworkChoice }>>;

/**
 * The network that an application uses: its own, or the one of the application that it names.
 * @throws Error for a network that leads to no application; the check of the environment finds those first
 */
export function networkOf(
  applications: Applications,
  { network }: { network: NetworkChoice },
): OwnNetwork {
  if (network.type !== "application") return network;
  const owner = applications[network.application]?.network;
  if (owner === undefined || owner.type === "application") {
    throw new Error(
      `Application ${JSON.stringify(network.application)} has no network of its own that others can use.`,
    );
  }
  return owner;
}

/** Names of the applications that use the network of each application. */
export function networkUsers({ applications }: Environment, owner: string): string[] {
  return Object.entries(applications).flatMap(([name, { network }]) =>
    network.type === "application" && network.application === owner ? [name] : [],
  );
}
