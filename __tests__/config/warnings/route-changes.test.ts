import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { warnOfRouteChanges } from "../../../config/warnings/route-changes";
import {
  checked,
  minimalApplication,
  testEnvironment,
  withApplication,
} from "../../support/synth-environment";

/** Routes with one rule each. */
const routes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    conditions: { paths: [`/${index}`] },
    access: { type: "public" as const },
    target: { type: "service" as const, service: "web" },
  }));

/** An application with this number of rules: one of sign-out, one for each route. */
const withRules = (count: number) => checked(withApplication({ routes: routes(count - 1) }));

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

  describe("behind an edge", () => {
    /** Applications with these numbers of rules: of sign-out, of the default route, and of the routes. */
    const onEdge = (...counts: number[]) =>
      checked(
        testEnvironment({
          edge: { hostName: "edge.example.com", hostedZone: minimalApplication.hostedZone },
          applications: Object.fromEntries(
            counts.map((count, index) => [
              `app${index}`,
              {
                ...minimalApplication,
                hostName: `app${index}.example.com`,
                loadBalancer: { type: "edge" as const, slot: index + 1 },
                routes: routes(count - 2),
              },
            ]),
          ),
        }),
      );

    it("counts the rules of all its applications besides the new ones", () => {
      expect(warnOfRouteChanges(onEdge(40, 20))).toEqual([]);
      expect(warnOfRouteChanges(onEdge(40, 21))).toEqual([
        {
          path: ["edge"],
          message: expect.stringMatching(
            /has 61 listener rules.*routes of "app0" writes.*to 101 for/,
          ),
          fix: expect.stringContaining('"Rules per Application Load Balancer" to 101'),
        },
      ]);
    });

    it("leaves more rules than the quota to the warning about them", () => {
      expect(warnOfRouteChanges(onEdge(60, 41))).toEqual([]);
    });
  });
});
