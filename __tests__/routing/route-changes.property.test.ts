import fc from "fast-check";
import { placeRoutes, planRoutes } from "../../routing/plan-routes";
import type { Route, Routing } from "../../routing/route";
import type { PlannedRule, RulePlan } from "../../routing/rule-plan";
import { splitConditions } from "../../routing/split-conditions";
import { appliedState, type ListenerState, noRules, statesOfApply } from "../support/apply-rules";
import { arbitraryRequest, arbitraryRouting } from "../support/arbitrary-routing";
import { decideByPlan, type HttpRequest, meets } from "../support/load-balancer";

const requestsOf = fc.array(arbitraryRequest, { minLength: 12, maxLength: 12 });
const maxRulesOfList = 7;

/** The first routes that together become a short list of rules. */
function shortened(routing: Routing): Routing {
  const routes: Route[] = [];
  for (const route of routing.routes) {
    // A route of another application may not fit a rule together with the host names of this one.
    const rules = placeRoutes({ ...routing, routes: [...routes, route] }).map(({ conditions }) =>
      splitConditions(conditions),
    );
    if (!rules.includes(undefined) && rules.flat().length <= maxRulesOfList) routes.push(route);
  }
  return { ...routing, routes };
}

/** The rules of a routing, and those after routes were removed, added and put in another order. */
const arbitraryChange: fc.Arbitrary<readonly [RulePlan, RulePlan]> = fc
  .tuple(arbitraryRouting().map(shortened), arbitraryRouting(), fc.nat({ max: 3 }))
  .chain(([before, other, added]) =>
    fc
      .shuffledSubarray([...before.routes, ...other.routes.slice(0, added)])
      .map((routes) => [planRoutes(before), planRoutes(shortened({ ...before, routes }))] as const),
  );

/** How a listener with these rules decides a request; the default action is the same for all lists. */
function decisionOf(rules: Iterable<PlannedRule>, { defaultRule }: RulePlan, request: HttpRequest) {
  const plan = {
    revision: "",
    rules: [...rules],
    defaultRule,
    sessionCookieNames: [],
    scopes: [],
    machineClients: [],
    protectedResources: [],
  };
  return JSON.stringify(decideByPlan(plan, request));
}

/** Fails where some state decides a request as none of the plans does. */
function expectDecisionsOf(
  plans: readonly [RulePlan, ...RulePlan[]],
  states: readonly ListenerState[],
  requests: readonly HttpRequest[],
): void {
  const rules = plans.flatMap((plan) => plan.rules);
  for (const request of requests) {
    const allowed = plans.map((plan) => decisionOf(plan.rules, plan, request));
    const matching = new Set(rules.filter(({ conditions }) => meets(conditions, request)));
    for (const state of states) {
      const [first] = [...state.rules.values()]
        .filter((rule) => matching.has(rule))
        .sort((a, b) => a.priority - b.priority);
      const decision = decisionOf(first === undefined ? [] : [first], plans[0], request);
      if (!allowed.includes(decision)) throw new Error(`${decision}, not ${allowed.join(" or ")}`);
    }
  }
}

describe("a change of an application's routes", () => {
  it("decides every request by the old list or by the new one, wherever the apply ends", () => {
    fc.assert(
      fc.property(arbitraryChange, requestsOf, ([before, after], requests) => {
        expectDecisionsOf([before, after], statesOfApply(appliedState(before), after), requests);
      }),
      { numRuns: 300 },
    );
  });

  it("ends with the new list and nothing else", () => {
    fc.assert(
      fc.property(arbitraryChange, ([before, after]) => {
        const states = statesOfApply(appliedState(before), after);

        // Unless both lists happen to have the same band, which AWS refuses with its first rule.
        const isRefused = states.length === 1 && before.revision !== after.revision;
        const { rules, complete } = appliedState(after);
        expect(isRefused || states.some((state) => state.complete === complete)).toBe(true);
        if (!isRefused) {
          expect(states.map((state) => [...state.rules].sort())).toContainEqual([...rules].sort());
        }
      }),
      { numRuns: 200 },
    );
  });

  it("decides by one of three lists when an apply ends early and the routes change again", () => {
    fc.assert(
      fc.property(arbitraryChange, arbitraryRouting(), requestsOf, ([one, two], any, requests) => {
        const three = { ...planRoutes(shortened(any)), defaultRule: one.defaultRule };

        for (const state of statesOfApply(appliedState(one), two)) {
          expectDecisionsOf([one, two, three], statesOfApply(state, three), requests);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("requires sign-in during a first apply wherever the list does not yet apply", () => {
    fc.assert(
      fc.property(arbitraryRouting(), requestsOf, (routing, requests) => {
        const plan = planRoutes(shortened(routing));
        const signInFirst = { ...plan, rules: [] };

        expectDecisionsOf([plan, signInFirst], statesOfApply(noRules, plan), requests);
      }),
      { numRuns: 200 },
    );
  });

  it("would open a protected path without the order of the dependencies", () => {
    const target = { type: "service", service: "web" } as const;
    const route = (path: string, access: Route["access"]): Route => ({
      conditions: { paths: [path] },
      access,
      target,
    });
    const login = {
      type: "login",
      scopes: ["openid"],
      onUnauthenticatedRequest: "authenticate",
      extraParameters: {},
    } as const;
    const secret = route("/files/secret", login);
    const files = route("/files/*", { type: "public" });
    const [before, after] = [
      [secret, files],
      [route("/news", login), secret, files],
    ].map((routes) =>
      planRoutes({
        hostNames: ["app.example.com"],
        routes,
        defaultRoute: { access: login, target },
        sessionTimeoutSeconds: 60,
      }),
    ) as [RulePlan, RulePlan];
    const request = {
      host: "app.example.com",
      path: "/files/secret",
      method: "GET",
      headers: [],
      query: [],
      sourceIp: "192.0.2.1",
    };
    const isOpen = (options: { ordered: boolean }) =>
      statesOfApply(appliedState(before), after, options).some(({ rules }) =>
        decisionOf(rules.values(), after, request).includes("public"),
      );

    expect(isOpen({ ordered: true })).toBe(false);
    expect(isOpen({ ordered: false })).toBe(true);
  });
});
