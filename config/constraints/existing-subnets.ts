import { ownNetworks } from "../network-owner";
import type { Constraint } from "./constraint";

/** The lists of subnets of an existing VPC have no repeated entry. */
export const checkExistingSubnets: Constraint = (environment) =>
  ownNetworks(environment).flatMap(({ network, path }) => {
    if (network.type !== "existing") return [];
    return (["publicSubnetIds", "privateSubnetIds"] as const).flatMap((field) =>
      network[field].flatMap((id, index, all) =>
        all.indexOf(id) === index
          ? []
          : [
              {
                path: [...path, field, index],
                message: "must not repeat an entry: load balancers and services take a subnet once",
                fix: "remove it, or use the subnet of another availability zone",
              },
            ],
      ),
    );
  });
