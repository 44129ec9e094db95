import { eachApplication } from "./applications";
import type { RuleFault } from "./rule";

/** Each subnet of an existing VPC is named once in its list. */
export const existingSubnetRule = eachApplication(({ network }, base): RuleFault[] => {
  if (network.type !== "existing") return [];
  return (["publicSubnetIds", "privateSubnetIds"] as const).flatMap((field) =>
    network[field].flatMap((id, index, all) => {
      if (all.indexOf(id) === index) return [];
      const path = [...base, "network", field];
      return [
        {
          path: [...path, index],
          rule: "must be listed once: a load balancer and a service take a subnet once",
          fix: "remove it, or name the subnet of another availability zone",
          inputs: [
            [...path, index],
            [...path, all.indexOf(id)],
          ],
        },
      ];
    }),
  );
});
