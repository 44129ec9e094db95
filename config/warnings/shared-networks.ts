import { networkUsers } from "../network-owner";
import type { Environment } from "../schema/environment";
import type { Warning } from "./warning";

/** A network that others use can be deleted: Terraform does not know who else uses it. */
export function warnOfUnprotectedNetworks(environment: Environment): Warning[] {
  return Object.entries(environment.applications).flatMap(
    ([name, { network, deletionProtection }]) => {
      const users = networkUsers(environment, name);
      if (network.type !== "new" || deletionProtection || users.length === 0) return [];
      return [
        {
          path: ["applications", name, "deletionProtection"],
          message: `is off, and ${users.join(", ")} ${users.length === 1 ? "uses" : "use"} the network of ${name}: destroying ${name} takes their way to the internet first, and then fails at subnets that are in use`,
          fix: `turn it on, or destroy ${users.join(", ")} before ${name}`,
        },
      ];
    },
  );
}
