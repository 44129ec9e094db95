import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { warnOfRouteChanges } from "../../../config/warnings/route-changes";
import { checked, withApplication } from "../../support/synth-environment";

/** An application with this number of rules: one of sign-out, one for each route. */
const withRules = (count: number) =>
  checked(
    withApplication({
      routes: Array.from({ length: count - 1 }, (_, index) => ({
        conditions: { paths: [`/${index}`] },
        access: { type: "public" as const },
        target: { type: "service" as const, service: "web" },
      })),
    }),
  );

describe(warnOfRouteChanges, () => {
  it("says nothing while the old rules and the new ones fit a load balancer", () => {
    expect(warnOfRouteChanges(withRules(50))).toEqual([]);
  });

  it("names the quota to raise, and two applies that are safe, when they do not", () => {
    expect(warnOfRouteChanges(withRules(51))).toEqual([
      {
        path: ["applications", "app", "routes"],
        message: expect.stringContaining("makes 51 listener rules"),
        fix: expect.stringContaining("first with routes: []"),
      },
    ]);
    expect(environmentWarnings(withRules(51))).toHaveLength(1);
  });
});
