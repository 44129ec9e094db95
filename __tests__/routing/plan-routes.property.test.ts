import fc from "fast-check";
import { parseEnvironment } from "../../config/parse-environment";
import { routingOf } from "../../config/routing-of";
import { planRoutes } from "../../routing/plan-routes";
import type { RouteConditions } from "../../routing/route";
import type { PlannedLogin } from "../../routing/rule-plan";
import { arbitraryRequest, arbitraryRouting, environmentOf } from "../support/arbitrary-routing";
import { decideByPlan, decideByRoutes } from "../support/load-balancer";

/** The values of all conditions, which a load balancer limits. */
function valuesOf({ paths, hosts, methods, headers, query, sourceIps }: RouteConditions): string[] {
  const named = [...(headers ?? []), ...(query ?? [])].map(({ values }) => values);
  return [paths, hosts, methods, sourceIps, ...named].flatMap((values) => values ?? []);
}

const wildcardsOf = (texts: readonly string[]) =>
  texts.flatMap((text) => text.replaceAll(/\\[*?\\]/g, "").match(/[*?]/g) ?? []).length;

const sessionOf = ({ scopes, sessionTimeoutSeconds, extraParameters }: PlannedLogin) =>
  JSON.stringify([scopes, sessionTimeoutSeconds, Object.entries(extraParameters).sort()]);

describe("the rule plan of any valid routes", () => {
  it("decides every request as the declared routes do", () => {
    fc.assert(
      fc.property(
        arbitraryRouting(),
        fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
        (routing, requests) => {
          const plan = planRoutes(routing);
          for (const request of requests) {
            expect(decideByPlan(plan, request)).toEqual(decideByRoutes(routing, request));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it("forwards without sign-in only where a route is declared public", () => {
    fc.assert(
      fc.property(arbitraryRouting(), (routing) => {
        const { rules, defaultRule } = planRoutes(routing);
        const open = rules.filter(
          ({ login, token, target, origin }) =>
            login === undefined &&
            token === undefined &&
            (target.type === "service" || target.type === "target-group") &&
            origin !== "signOut",
        );
        const accessOf = (origin: string) =>
          routing.routes[Number(/^routes\[(\d+)\]/.exec(origin)?.[1])]?.access.type;

        expect(open.map(({ origin }) => accessOf(origin))).toEqual(
          open.map(({ isChallenge }) => (isChallenge ? "token" : "public")),
        );
        expect(defaultRule.login.scopes).toContain("openid");
        expect(defaultRule.login.onUnauthenticatedRequest).not.toBe("allow");
      }),
      { numRuns: 300 },
    );
  });

  it("keeps the declared order in unique priorities from 1 to 50000", () => {
    fc.assert(
      fc.property(arbitraryRouting(), (routing) => {
        const { rules } = planRoutes(routing);
        const priorities = rules.map(({ priority }) => priority);
        const origins = [
          ...new Set(rules.filter(({ isChallenge }) => !isChallenge).map(({ origin }) => origin)),
        ];

        expect(priorities).toEqual([...new Set(priorities)].sort((a, b) => a - b));
        for (const priority of priorities)
          expect([1, priority, 50000]).toEqual([1, priority, 50000].sort((a, b) => a - b));
        expect(origins).toEqual([
          ...(routing.signOut === undefined ? [] : ["signOut"]),
          ...routing.routes.map((_, index) => `routes[${index}]`),
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("gives two sessions one cookie only if they are the same session", () => {
    fc.assert(
      fc.property(arbitraryRouting(), (routing) => {
        const { rules, defaultRule, sessionCookieNames, scopes } = planRoutes(routing);
        const logins = [defaultRule, ...rules].flatMap(({ login }) => login ?? []);
        const sessionByCookie = new Map<string, string>();
        for (const login of logins) {
          const session = sessionOf(login);
          expect(sessionByCookie.get(login.sessionCookieName) ?? session).toBe(session);
          sessionByCookie.set(login.sessionCookieName, session);
        }

        expect([...sessionByCookie.keys()]).toEqual(sessionCookieNames);
        expect([...scopes].sort()).toEqual(
          [...new Set(logins.flatMap((login) => login.scopes))].sort(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("stays within the limits of a load balancer", () => {
    fc.assert(
      fc.property(arbitraryRouting(), (routing) => {
        const { rules, defaultRule } = planRoutes(routing);

        expect(rules.length).toBeLessThanOrEqual(100);
        for (const { conditions } of rules) {
          const values = valuesOf(conditions);
          const keys = conditions.query?.map(({ key = "" }) => key) ?? [];
          expect(values.length).toBeGreaterThanOrEqual(1);
          expect(values.length).toBeLessThanOrEqual(5);
          expect(wildcardsOf([...values, ...keys])).toBeLessThanOrEqual(5);
        }
        for (const { login } of [...rules, defaultRule]) {
          if (login === undefined) continue;
          expect(login.sessionTimeoutSeconds).toBeGreaterThanOrEqual(1);
          expect(login.sessionTimeoutSeconds).toBeLessThanOrEqual(604800);
          expect(Object.keys(login.extraParameters).length).toBeLessThanOrEqual(10);
          expect(login.scopes[0]).toBe("openid");
          expect(login.sessionCookieName).toMatch(/^AWSELBAuthSessionCookie(-[0-9a-f]{8})?$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is the same for an environment with these routes", () => {
    fc.assert(
      fc.property(arbitraryRouting(), (routing) => {
        const result = parseEnvironment(environmentOf(routing), "test");
        if (!result.ok) throw new Error(JSON.stringify(result.issues));
        const { applications, identity } = result.environment;
        const application = applications.app;

        expect(application && planRoutes(routingOf("app", application, identity))).toEqual(
          planRoutes(routing),
        );
      }),
      { numRuns: 150 },
    );
  });
});
