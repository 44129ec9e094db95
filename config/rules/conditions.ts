import { eachApplication } from "./applications";

/** A route has a condition at all. */
export const conditionRule = eachApplication(({ routes }, base) =>
  routes.flatMap(({ conditions }, index) => {
    const given = Object.values(conditions).some((value) => value !== undefined);
    if (given) return [];
    return [
      {
        path: [...base, "routes", index, "conditions"],
        rule: "must hold at least one condition: a listener rule cannot be without",
        fix: 'name paths, such as ["/*"], or use the defaultRoute',
      },
    ];
  }),
);
