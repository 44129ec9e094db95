import type { EnvironmentInput } from "../../../config/schema/environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
const scopes = ["openid", "email", "profile"];

/** Three applications on one edge; all of them call their service `web`. */
export const edgeApplications = ["orders", "intranet", "reports"] as const;

/** An environment with an edge, and the demo container as every application. */
export function edgeEnvironment(names: readonly string[] = edgeApplications): EnvironmentInput {
  return {
    name: "shared",
    region: "eu-central-1",
    identity: {
      domain: { prefix: "shared-login" },
      groups: { admins: { description: "May see /admin", precedence: 1 } },
    },
    edge: { hostName: "edge.example.com", hostedZone },
    applications: Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          hostName: `${name}.example.com`,
          hostedZone,
          loadBalancer: { type: "edge" as const, slot: index + 1 },
          services: {
            web: {
              build: { context: ".", dockerfile: "container/Dockerfile" },
              environment: { DEMO_PAGES: "admin" },
            },
          },
          routes: [
            {
              conditions: { paths: ["/admin", "/admin/*"] },
              access: { type: "login" as const, scopes, groups: ["admins"] },
              target: { type: "service" as const, service: "web" },
            },
          ],
          defaultRoute: { access: { type: "login" as const, scopes } },
        },
      ]),
    ),
  };
}
