import type { FindWarnings } from "./warning";

/** Services that AWS may take away as a whole. */
export const warnOfSpotOnly: FindWarnings = ({ applications }) =>
  Object.entries(applications).flatMap(([name, { services }]) =>
    Object.entries(services).flatMap(([service, { capacity }]) => {
      const { onDemandBase, onDemandWeight } = capacity;
      if (onDemandBase > 0 || onDemandWeight > 0) return [];
      return [
        {
          path: ["applications", name, "services", service, "capacity", "onDemandBase"],
          message:
            "is 0, so every task runs on Spot: when AWS takes its capacity back, ECS starts none on demand, and the service can be down for hours",
          fix: "write the number of tasks that must always run, such as 1",
        },
      ];
    }),
  );
