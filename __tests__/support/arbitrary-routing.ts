import fc from "fast-check";
import type { EnvironmentInput } from "../../config/schema/environment";
import { coveringRoutes } from "../../routing/coverage";
import { maxRules, placeRoutes } from "../../routing/plan-routes";
import type {
  Access,
  LoginAccess,
  Route,
  RouteConditions,
  Routing,
  Target,
  TokenAccess,
} from "../../routing/route";
import { splitConditions } from "../../routing/split-conditions";
import type { HttpRequest } from "./load-balancer";

const mainHost = "app.example.com";
const otherHosts = ["www.example.com", "wiki.example.com"];
const targetGroupArn =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/legacy/0123456789abcdef";

const pathPatterns = [
  ...["/a", "/a/*", "/a/b", "/A", "/b?", "/b1", "/*.js", "/api/*/x", "/api/1/*", "/c*", "/*", "*"],
  ...["/logout", "/signed-out", "/logout*", "/a?*?*", "/*/*/*", "/d", "/e", "/f", "/g", "/h"],
];
const requestPaths = [
  ...["/", "/a", "/A", "/a/", "/a/b", "/a/b/c", "/b", "/b1", "/b12", "/x.js", "/api/1/x"],
  ...["/api/2/x", "/api/1/y", "/c", "/cd", "/logout", "/logout2", "/signed-out", "/d", "/h", "/zz"],
];
const headerValues = ["mobile", "mobile*", "*", "\\*", "v?"];
const sources = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "0.0.0.0/0", "2001:db8::/32", "::/0"];

const some = <T>(values: readonly T[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

/** Present in a percentage of cases. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, percent: number) =>
  fc.oneof(
    { arbitrary, weight: percent },
    { arbitrary: fc.constant(undefined), weight: 100 - percent },
  );

function arbitraryConditions(hostNames: readonly string[]): fc.Arbitrary<RouteConditions> {
  const hosts = some([...hostNames, "*.example.com", "???.EXAMPLE.com", "w*.example.com"], 2);
  const matching = hosts.filter((patterns) =>
    patterns.every((pattern) => !pattern.startsWith("w*") || hostNames.length > 1),
  );
  return fc
    .record({
      paths: sometimes(some(pathPatterns, 9), 85),
      hosts: sometimes(matching, 20),
      methods: sometimes(some(["GET", "HEAD", "POST", "PURGE"], 3), 25),
      headers: sometimes(
        fc.array(
          fc.record({
            name: fc.constantFrom("X-Client", "x-client"),
            values: some(headerValues, 2),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        10,
      ),
      query: sometimes(
        fc.array(
          fc.record({
            key: fc.constantFrom(undefined, "v", "V*"),
            values: some(["1", "1*", "\\*"], 2),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        10,
      ),
      sourceIps: sometimes(some(sources, 3), 15),
    })
    .map((conditions) =>
      Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined)),
    );
}

const arbitraryLogin: fc.Arbitrary<LoginAccess> = fc.record({
  type: fc.constant("login" as const),
  scopes: fc
    .uniqueArray(fc.constantFrom("email", "profile", "tasks/read", "tasks/write"), { maxLength: 3 })
    .chain((scopes) =>
      fc.shuffledSubarray(["openid", ...scopes], { minLength: scopes.length + 1 }),
    ),
  onUnauthenticatedRequest: fc.constantFrom("authenticate", "deny", "allow"),
  sessionTimeoutSeconds: sometimes(fc.constantFrom(1, 600, 604800), 20),
  extraParameters: fc.constantFrom<Record<string, string>[]>(
    {},
    { lang: "de" },
    { prompt: "login", lang: "de" },
  ),
});

const machineClients = { billing: ["tasks/read"], import: ["tasks/read", "tasks/write"] };

const arbitraryToken: fc.Arbitrary<TokenAccess> = fc.constantFrom<TokenAccess[]>(
  { type: "token", scopes: ["tasks/read"], clients: ["billing", "import"] },
  { type: "token", scopes: ["tasks/read", "tasks/write"], clients: ["import"] },
  { type: "token", scopes: ["tasks/read"], clients: ["billing"] },
);

const arbitraryAccess: fc.Arbitrary<Access> = fc.oneof(
  { arbitrary: arbitraryToken, weight: 1 },
  { arbitrary: arbitraryLogin, weight: 3 },
  { arbitrary: fc.constant({ type: "public" as const }), weight: 1 },
);

const forwards: Target[] = [
  { type: "service", service: "web" },
  { type: "service", service: "api" },
  { type: "target-group", arn: targetGroupArn, egress: { port: 80, cidr: "10.9.0.0/24" } },
];
const arbitraryTarget = fc.constantFrom<Target[]>(
  ...forwards,
  { type: "fixed-response", statusCode: 404, contentType: "text/plain", messageBody: "" },
  {
    type: "redirect",
    statusCode: 302,
    protocol: "#{protocol}",
    host: "#{host}",
    port: "#{port}",
    path: "/elsewhere",
    query: "#{query}",
  },
);

/** Removes routes that the configuration rejects: unreachable ones, those that name a sign-out path, and those that do not fit a rule. */
export function onlyValidRoutes(routing: Routing): Routing {
  const valid: Route[] = [];
  const { path, redirectPath } = routing.signOut ?? {};
  for (const route of routing.routes) {
    if (route.conditions.paths?.some((each) => each === path || each === redirectPath)) continue;
    const placed = placeRoutes({ ...routing, routes: [...valid, route] });
    const parts = placed.map(({ conditions }) => splitConditions(conditions));
    if (Object.keys(route.conditions).length === 0 || parts.includes(undefined)) continue;
    const isReachable = placed.every(
      ({ access, conditions }, index) =>
        access.type === "challenge" ||
        coveringRoutes(
          placed.slice(0, index).map((each) => each.conditions),
          conditions,
        ) === undefined,
    );
    if (!isReachable) continue;
    if (parts.flat().length > maxRules - 5) break;
    valid.push(route);
  }
  return { ...routing, routes: valid };
}

/** Valid routings, small enough for their routes to overlap often. */
export function arbitraryRouting(): fc.Arbitrary<Routing> {
  return fc.subarray(otherHosts).chain((additional) => {
    const hostNames = [mainHost, ...additional];
    return fc
      .record({
        hostNames: fc.constant(hostNames),
        routes: fc.array(
          fc
            .record({
              conditions: arbitraryConditions(hostNames),
              access: arbitraryAccess,
              target: arbitraryTarget,
            })
            .map((route) =>
              // Only a container rejects requests without a token.
              route.access.type === "token" && !forwards.includes(route.target)
                ? { ...route, target: { type: "service" as const, service: "api" } }
                : route,
            ),
          { maxLength: 12 },
        ),
        defaultRoute: fc.record({
          access: arbitraryLogin.map((login) => ({
            ...login,
            onUnauthenticatedRequest:
              login.onUnauthenticatedRequest === "allow"
                ? ("deny" as const)
                : login.onUnauthenticatedRequest,
          })),
          target: fc.constantFrom(...forwards),
        }),
        signOut: sometimes(
          fc.record({
            path: fc.constant("/logout"),
            redirectPath: fc.constant("/signed-out"),
            target: fc.constantFrom(...forwards),
          }),
          75,
        ),
        sessionTimeoutSeconds: fc.constantFrom(1, 43200, 604800),
      })
      .map(onlyValidRoutes);
  });
}

/** Requests that such routes often match, and often do not. */
export const arbitraryRequest: fc.Arbitrary<HttpRequest> = fc.record({
  host: fc.constantFrom(mainHost, "APP.example.com", ...otherHosts, "lb-1.elb.amazonaws.com"),
  path: fc.constantFrom(...requestPaths),
  method: fc.constantFrom("GET", "HEAD", "POST", "PURGE", "get"),
  headers: fc.constantFrom<[string, string][][]>(
    [],
    [["x-client", "Mobile"]],
    [["X-CLIENT", "*"]],
    [["X-Client", "v2"]],
    [["Y", "mobile"]],
    [["authorization", "bearer x"]],
    [["Authorization", "Bearer y"]],
    [["Authorization", "Basic eA=="]],
  ),
  query: fc.constantFrom<[string, string][][]>(
    [],
    [["v", "1"]],
    [["V", "12"]],
    [["vx", "1"]],
    [["other", "*"]],
    [
      ["v", "2"],
      ["v", "1"],
    ],
  ),
  sourceIp: fc.constantFrom(
    "10.1.2.3",
    "10.1.9.9",
    "10.9.9.9",
    "192.0.2.1",
    "2001:db8::1",
    "fe80::1",
  ),
});

/** An environment whose only application, `app`, has this routing. */
export function environmentOf(routing: Routing): EnvironmentInput {
  const { hostNames, routes, defaultRoute, signOut, sessionTimeoutSeconds } = routing;
  const [hostName = mainHost, ...additionalHostNames] = hostNames;
  const signOutTargets = signOut === undefined ? [] : [signOut.target];
  const targets = [...routes.map(({ target }) => target), defaultRoute.target, ...signOutTargets];
  const services = targets.flatMap((target) =>
    target.type === "service" ? [[target.service, {}]] : [],
  );
  return structuredClone({
    name: "test",
    region: "eu-central-1",
    identity: {
      domain: { prefix: "test-login" },
      resourceServers: { tasks: { scopes: { read: "Read tasks", write: "Change tasks" } } },
      machineClients: Object.fromEntries(
        Object.entries(machineClients).map(([name, scopes]) => [name, { scopes }]),
      ),
    },
    applications: {
      app: {
        hostName,
        additionalHostNames,
        hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
        services: Object.fromEntries(services),
        routes,
        defaultRoute,
        signOut: signOut === undefined ? { enabled: false } : { enabled: true, ...signOut },
        sessionTimeoutSeconds,
      },
    },
  }) as unknown as EnvironmentInput;
}
