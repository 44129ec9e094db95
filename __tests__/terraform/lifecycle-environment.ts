import type { EnvironmentInput } from "../../config/schema/environment";
import { type SeedOptions, seedApplication, seedEnvironment } from "../fixtures/seed";

type Routes = NonNullable<EnvironmentInput["applications"][string]["routes"]>;

const toWeb = { type: "service", service: "web" } as const;

/** One route of every kind that a listener rule can be. */
const everyKindOfRoute: Routes = [
  {
    conditions: { paths: ["/assets/*", "/a", "/b", "/c", "/d", "/e", "/f"] },
    access: { type: "public" },
    target: toWeb,
  },
  {
    conditions: { paths: ["/api/*"], methods: ["POST", "PUT"] },
    access: {
      type: "login",
      scopes: ["openid", "tasks/write", "email"],
      onUnauthenticatedRequest: "deny",
      sessionTimeoutSeconds: 900,
    },
    target: toWeb,
  },
  {
    conditions: {
      paths: ["/beta/*"],
      headers: [{ name: "X-Client", values: ["phone*", "tablet"] }],
      query: [{ key: "lang", values: ["de"] }],
      sourceIps: ["192.0.2.0/24"],
    },
    access: {
      type: "login",
      onUnauthenticatedRequest: "allow",
      extraParameters: { prompt: "login" },
    },
    target: toWeb,
  },
  {
    conditions: { paths: ["/robots.txt"] },
    access: { type: "public" },
    target: { type: "fixed-response", statusCode: 200, messageBody: "User-agent: *" },
  },
  {
    conditions: { paths: ["/old/*"] },
    access: { type: "public" },
    target: { type: "redirect", statusCode: 301, path: "/new/#{path}" },
  },
];

/** The seed with more routes after its own. */
export function lifecycleEnvironment(options: SeedOptions): EnvironmentInput {
  return withRoutes(seedEnvironment(options), (routes) => [...routes, ...everyKindOfRoute]);
}

/** The same environment with other routes. */
export function withRoutes(
  environment: EnvironmentInput,
  change: (routes: Routes) => Routes,
): EnvironmentInput {
  const application = environment.applications[seedApplication];
  if (application === undefined) throw new Error(`no application ${seedApplication}`);
  return {
    ...environment,
    applications: {
      ...environment.applications,
      [seedApplication]: { ...application, routes: change(application.routes ?? []) },
    },
  };
}
