import { AlbAuthError, AlbVerifier } from "alb-auth";
import { createTestLoadBalancer, type TestLoadBalancer } from "alb-auth/testing";
import { type EmulatorModel, explainRequest, type LoadBalancerModel } from "alb-emulator";
import fc from "fast-check";
import { placeRoutes, planRoutes } from "../../routing/plan-routes";
import type { RouteConditions, Routing } from "../../routing/route";
import { routeGroups } from "../../routing/route-groups";
import { arbitraryRequest, arbitraryRouting } from "../support/arbitrary-routing";
import type { HttpRequest } from "../support/load-balancer";

type Rule = LoadBalancerModel["listeners"][number]["rules"][number];

const nowMs = Date.now();
let loadBalancer: TestLoadBalancer;
/** Of a user without groups; the same tokens for every request, which are verified once. */
let oidcHeaders: ReturnType<TestLoadBalancer["signIn"]>;

beforeAll(async () => {
  loadBalancer = await createTestLoadBalancer({ now: () => nowMs });
  oidcHeaders = loadBalancer.signIn();
});
afterAll(() => loadBalancer.close());

/** The same routing with a group of its own on every route but those of sign-out. */
function withGroups(routing: Routing): Routing {
  const { defaultRoute, routes } = routing;
  return {
    ...routing,
    routes: routes.map((route, index) => {
      const { type, ...access } = { ...defaultRoute.access, groups: [`routes[${index}]`] };
      return { ...route, access: { type, ...access, onUnauthenticatedRequest: "deny" } };
    }),
    defaultRoute: {
      ...defaultRoute,
      access: { ...defaultRoute.access, groups: ["defaultRoute"] },
    },
  };
}

function emulatorConditions(conditions: RouteConditions): Rule["conditions"] {
  const { paths, hosts, methods, headers = [], query = [], sourceIps } = conditions;
  return [
    ...(paths ? [{ field: "path-pattern" as const, values: paths }] : []),
    ...(hosts ? [{ field: "host-header" as const, values: hosts }] : []),
    ...(methods ? [{ field: "http-request-method" as const, values: methods }] : []),
    ...(sourceIps ? [{ field: "source-ip" as const, values: sourceIps }] : []),
    ...headers.map(({ name, values }) => ({ field: "http-header" as const, name, values })),
    ...query.map(({ key, values }) => ({
      field: "query-string" as const,
      values: values.map((value) => ({ key, value })),
    })),
  ];
}

/** The listener rules of a routing, each of which returns a fixed response. */
function modelOf(routing: Routing): EmulatorModel {
  const fixed = (address: string, priority: Rule["priority"], conditions: RouteConditions) => ({
    arn: address,
    address,
    priority,
    conditions: emulatorConditions(conditions),
    actions: [
      {
        type: "fixed-response" as const,
        statusCode: 200,
        contentType: "text/plain",
        messageBody: "",
      },
    ],
  });
  return {
    userPools: [],
    loadBalancers: [
      {
        application: "app",
        name: "app",
        arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/app/0",
        region: "eu-central-1",
        dnsName: "app-1.eu-central-1.elb.amazonaws.com",
        hostNames: routing.hostNames,
        idleTimeoutSeconds: 60,
        dropInvalidHeaderFields: true,
        preserveHostHeader: false,
        xffHeaderProcessingMode: "append",
        listeners: [
          {
            arn: "listener",
            address: "listener",
            protocol: "HTTPS",
            port: 443,
            certificateArn: "certificate",
            rules: planRoutes(routing).rules.map(({ origin, priority, conditions }) =>
              fixed(origin, priority, conditions),
            ),
            defaultRule: fixed("defaultRoute", "default", {}),
          },
        ],
        targetGroups: [],
        network: { ingress: [], egress: [], targetIngress: {}, securityGroupIds: [] },
        services: [],
      },
    ],
  };
}

const queryOf = ({ query }: HttpRequest) =>
  query.map(([key, value]) => `${key}=${value}`).join("&");

/** The route that the emulator's load balancer matches. */
function matchedByEmulator(model: EmulatorModel, request: HttpRequest): string | undefined {
  const { host, path, method, headers, sourceIp } = request;
  const { rules } = explainRequest(model, {
    url: `https://${host}${path}?${queryOf(request)}`,
    method,
    headers,
    clientAddress: sourceIp,
  });
  return rules.find(({ result }) => result === "matched")?.address;
}

/** The group that a user without groups lacks, which names the route. */
async function matchedByAlbAuth(verifier: AlbVerifier, request: HttpRequest) {
  const { host, path, method, headers, sourceIp } = request;
  try {
    await verifier.verify(oidcHeaders, {
      method,
      target: `${path}?${queryOf(request)}`,
      headers: {
        host,
        "x-forwarded-for": sourceIp,
        ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      },
    });
    return "signOut";
  } catch (error) {
    if (!(error instanceof AlbAuthError)) throw error;
    return error.code === "ERR_ROUTE_GROUP_MISSING" ? error.missing[0] : error.code;
  }
}

it("is the route that the emulator's load balancer matches, or the request is rejected", async () => {
  let same = 0;
  let rejected = 0;
  await fc.assert(
    fc.asyncProperty(
      arbitraryRouting().map(withGroups),
      fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
      async (routing, requests) => {
        const groups = routeGroups(routing, placeRoutes(routing));
        const verifier = new AlbVerifier({
          ...loadBalancer.options,
          ...(groups && { routeGroups: groups }),
        });
        const model = modelOf(routing);
        for (const request of requests) {
          if (!routing.hostNames.includes(request.host.toLowerCase())) continue;
          const found = await matchedByAlbAuth(verifier, request);
          if (found === "ERR_ROUTE_AMBIGUOUS") {
            rejected += 1;
          } else {
            expect(found).toBe(matchedByEmulator(model, request));
            same += 1;
          }
        }
      },
    ),
    { numRuns: 100 },
  );

  // Otherwise the property would say nothing.
  expect(same).toBeGreaterThan(rejected / 2);
  expect(same).toBeGreaterThan(300);
});
