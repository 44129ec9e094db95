import fc from "fast-check";
import { parseEnvironment } from "../../config/parse-environment";
import { routingOf } from "../../config/routing-of";
import { planRoutes } from "../../routing/plan-routes";
import {
  arbitraryEdge,
  arbitraryEdgeRequest,
  edgeEnvironmentOf,
  type PlacedApplication,
} from "../support/arbitrary-edge";
import { decideByPlan, decideByRoutes, meets } from "../support/load-balancer";

/** Every rule of the listener with its application, in order of evaluation. */
function rulesOf(placed: readonly PlacedApplication[]) {
  return placed
    .flatMap((application) =>
      planRoutes(application.routing).rules.map((rule) => ({ application, rule })),
    )
    .sort((a, b) => a.rule.priority - b.rule.priority);
}

describe("the rules of applications on one listener", () => {
  it("have unique priorities, each in the slot of its application", () => {
    fc.assert(
      fc.property(arbitraryEdge, (placed) => {
        const rules = rulesOf(placed);
        const priorities = rules.map(({ rule }) => rule.priority);

        expect(new Set(priorities).size).toBe(priorities.length);
        expect(rules.map(({ rule }) => Math.floor(rule.priority / 1000))).toEqual(
          rules.map(({ application }) => application.slot),
        );
        expect(Math.max(...priorities)).toBeLessThanOrEqual(50_000);
      }),
      { numRuns: 100 },
    );
  });

  it("never match a request for another application, and none for an unknown host name", () => {
    fc.assert(
      fc.property(
        arbitraryEdge,
        fc.array(arbitraryEdgeRequest, { minLength: 20, maxLength: 20 }),
        (placed, requests) => {
          const rules = rulesOf(placed);
          for (const request of requests) {
            const host = request.host.toLowerCase();
            const owner = placed.find(({ routing }) => routing.hostNames.includes(host));
            const matching = rules.filter(({ rule }) => meets(rule.conditions, request));

            expect(new Set(matching.map(({ application }) => application.name))).toEqual(
              new Set(owner === undefined ? [] : [owner.name]),
            );
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("decide every request as the routes of its application do", () => {
    fc.assert(
      fc.property(
        arbitraryEdge,
        fc.array(arbitraryEdgeRequest, { minLength: 20, maxLength: 20 }),
        (placed, requests) => {
          const rules = rulesOf(placed).map(({ rule }) => rule);
          for (const request of requests) {
            const host = request.host.toLowerCase();
            const owner = placed.find(({ routing }) => routing.hostNames.includes(host));
            if (owner === undefined) continue;
            const plan = { ...planRoutes(owner.routing), rules };

            expect(decideByPlan(plan, request)).toEqual(decideByRoutes(owner.routing, request));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("end with a sign-in for every other request for the application's host names", () => {
    fc.assert(
      fc.property(arbitraryEdge, (placed) => {
        for (const { routing } of placed) {
          const { rules, defaultRule, isOnSharedListener } = planRoutes(routing);
          const last = rules.filter(({ origin }) => origin === "defaultRoute");

          expect(isOnSharedListener).toBe(true);
          expect(rules.slice(-last.length)).toEqual(last);
          expect(last.flatMap(({ conditions }) => conditions.hosts).sort()).toEqual(
            [...routing.hostNames].sort(),
          );
          for (const { conditions, login, target } of last) {
            expect(Object.keys(conditions)).toEqual(["hosts"]);
            expect([login, target]).toEqual([defaultRule.login, defaultRule.target]);
            expect(login?.onUnauthenticatedRequest).not.toBe("allow");
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("have session cookies that name their application, and no other has", () => {
    fc.assert(
      fc.property(arbitraryEdge, (placed) => {
        const cookies = placed.flatMap(({ routing }) => planRoutes(routing).sessionCookieNames);
        const expected = placed.flatMap(({ name, routing }) =>
          planRoutes(routing).sessionCookieNames.map(() =>
            expect.stringMatching(new RegExp(`^AWSELBAuthSessionCookie-${name}(-[0-9a-f]{8})?$`)),
          ),
        );

        expect(cookies).toEqual(expected);
        expect(new Set(cookies).size).toBe(cookies.length);
      }),
      { numRuns: 100 },
    );
  });

  it("are the same for an environment with these applications", () => {
    fc.assert(
      fc.property(arbitraryEdge, (placed) => {
        const result = parseEnvironment(edgeEnvironmentOf(placed), "test");
        if (!result.ok) throw new Error(JSON.stringify(result.issues));
        const { applications, identity } = result.environment;

        for (const { name, routing } of placed) {
          const application = applications[name];
          expect(application && planRoutes(routingOf(name, application, identity))).toEqual(
            planRoutes(routing),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
