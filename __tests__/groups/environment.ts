import { withApplication } from "../support/synth-environment";

const target = { type: "service", service: "web" } as const;
/** One application with a public route and one for the group `admins`. */
export const environment = withApplication(
  {
    services: { web: {} },
    routes: [
      { conditions: { paths: ["/public/*"] }, access: { type: "public" }, target },
      {
        conditions: { paths: ["/admin", "/admin/*", "/api", "/api/*"] },
        access: { type: "login", groups: ["admins"] },
        target,
      },
    ],
  },
  {
    identity: {
      domain: { prefix: "test-login" },
      groups: { admins: { precedence: 1 }, users: { precedence: 2 } },
    },
  },
);
