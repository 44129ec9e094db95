import { eachApplication } from "./applications";

/** Every route has at least one condition. */
export const checkConditions = eachApplication(({ routes }, base) =>
  routes.flatMap(({ conditions }, index) =>
    Object.values(conditions).some((value) => value !== undefined)
      ? []
      : [
          {
            path: [...base, "routes", index, "conditions"],
            message: "must have at least one condition: a listener rule needs one",
            fix: 'add a condition, such as paths: ["/*"], or use the defaultRoute',
          },
        ],
  ),
);
