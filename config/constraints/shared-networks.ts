import { chooseOneOf } from "../schema/field";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/**
 * A network of another application belongs to an application that has one. Since that one uses no
 * other's, networks lead nowhere in a circle.
 */
export const checkSharedNetworks = eachApplication(
  ({ network }, base, { applications, edge }): ConstraintIssue[] => {
    if (network.type === "edge" && edge === undefined) {
      return [
        {
          path: [...base, "network", "type"],
          message: 'must not be "edge": the environment has no edge, whose network this would be',
          fix: 'add edge to the environment, or write { type: "new" }',
        },
      ];
    }
    if (network.type !== "application") return [];
    const path = [...base, "network", "application"];
    const owner = applications[network.application]?.network;
    const owners = Object.entries(applications).flatMap(([name, each]) =>
      each.network.type === "new" || each.network.type === "existing" ? [name] : [],
    );
    const newNetwork = 'write { type: "new" }';
    if (base.at(-1) === network.application) {
      return [
        {
          path,
          message: "must be another application: this one would wait for its own network",
          fix: `name the application that has the VPC, or ${newNetwork}`,
        },
      ];
    }
    if (owner === undefined) {
      return [
        {
          path,
          message: `must be an application of this environment that has a network of its own: ${owners.join(", ") || "there is none"}`,
          fix: owners.length === 0 ? newNetwork : chooseOneOf(network.application, owners),
        },
      ];
    }
    if (owner.type === "edge") {
      return [
        {
          path,
          message: `must be an application with a network of its own: "${network.application}" uses the one of the edge`,
          fix: 'write network: { type: "edge" }',
        },
      ];
    }
    if (owner.type === "application") {
      return [
        {
          path,
          message: `must be an application with a network of its own: "${network.application}" uses the one of "${owner.application}"`,
          fix: `write "${owner.application}"`,
        },
      ];
    }
    return [];
  },
);
