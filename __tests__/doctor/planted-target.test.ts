import { testEnvironment, withApplication } from "../support/synth-environment";
import { resources } from "./support/stacks";
import { findingIds, type Patient, walked } from "./support/walked";

const publicRoute = {
  conditions: { paths: ["/open"] },
  access: { type: "public" },
  target: { type: "service", service: "web" },
} as const;
const open = withApplication({ routes: [publicRoute] });

/** An error page of the load balancer that the emulator has no cause for. */
const errorPage = (status: number): Patient => ({
  proxy: {
    respond: (_request, response) => {
      response.writeHead(status, { server: "awselb/2.0", "content-type": "text/html" });
      response.end(`<html><body><center><h1>${status} Some words</h1></center></body></html>`);
      return true;
    },
  },
});

const mistakes: readonly (readonly [string, Patient])[] = [
  [
    "target-503",
    {
      environment: open,
      edit: (stacks) => {
        for (const { action } of resources(stacks, "aws_lb_listener_rule")) {
          for (const each of action) {
            each.forward = { target_group: [{ arn: each.target_group_arn, weight: 0 }] };
            delete each.target_group_arn;
          }
        }
      },
      path: "/open",
    },
  ],
  [
    "target-504",
    {
      environment: withApplication({ routes: [publicRoute], idleTimeoutSeconds: 1 }),
      path: "/open",
      emulator: {
        services: {
          web: () => (request, response) => {
            if (request.url !== "/open") response.end();
          },
        },
      },
    },
  ],
  [
    "target-504",
    // No security group lets the load balancer reach the container.
    {
      environment: open,
      path: "/open",
      edit: ({ app }) => {
        const rules = app.resource.aws_vpc_security_group_ingress_rule;
        for (const name of Object.keys(rules)) {
          if (!name.startsWith("load_balancer")) delete rules[name];
        }
      },
    },
  ],
  ["target-502", { environment: open, path: "/open", down: true }],
  [
    "target-502",
    {
      environment: open,
      path: "/open",
      emulator: { services: { web: () => (request) => request.socket.destroy() } },
    },
  ],
  [
    "forwarded-for-463",
    {
      proxy: {
        onRequest: (headers) => {
          headers["x-forwarded-for"] = Array.from({ length: 31 }, (_, n) => `10.0.0.${n}`).join(
            ", ",
          );
        },
      },
    },
  ],
  ["request-rejected", { options: { userAgent: "x".repeat(17 * 1024) } }],
  ["waf-blocked", errorPage(403)],
  ["protocol-464", errorPage(464)],
  ["load-balancer-500", errorPage(500)],
  ["provider-error-561", errorPage(561)],
  [
    "clock-application",
    {
      environment: open,
      path: "/open",
      emulator: {
        services: {
          web: () => (_request, response) => {
            response.setHeader("date", new Date(Date.now() + 200_000).toUTCString());
            response.end("early");
          },
        },
      },
    },
  ],
  [
    "clock-here",
    {
      prepare: (emulator) => {
        emulator.setTime(emulator.now() - 3_600_000);
        return {};
      },
    },
  ],
];

describe("a mistake behind the sign-in", () => {
  it.each(mistakes)("is named %s", async (id, patient) => {
    const diagnosis = await walked(patient);

    expect(findingIds(diagnosis)).toEqual([id]);
  });
});

describe("a deployment that differs from the environment", () => {
  it("is named rule-differs, with the route", async () => {
    const diagnosis = await walked({
      environment: open,
      path: "/",
      compareWith: withApplication({
        routes: [{ ...publicRoute, conditions: { paths: ["/other"] } }],
      }),
    });

    expect(findingIds(diagnosis)).toEqual(["rule-differs"]);
    expect(diagnosis.findings[0]?.proof.join(" ")).toMatch(/application[\s\S]*sign-in/);
  });

  it("is named host-not-in-environment for a host of another environment", async () => {
    const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
    const other = testEnvironment({
      applications: {
        one: { hostName: "one.example.com", hostedZone },
        two: {
          hostName: "two.example.com",
          hostedZone,
          network: { type: "new", cidr: "10.9.0.0/16" },
        },
      },
    });

    expect(findingIds(await walked({ compareWith: other }))).toContain("host-not-in-environment");
  });
});

describe("a health check", () => {
  it("is named health-check-path when the application returns another status", async () => {
    const environment = withApplication({
      routes: [{ ...publicRoute, conditions: { paths: ["/open", "/health"] } }],
      services: { web: { healthCheckPath: "/health" } },
    });

    const diagnosis = await walked({
      environment,
      compareWith: environment,
      path: "/open",
      emulator: {
        services: {
          web: () => (request, response) =>
            response.writeHead(request.url === "/health" ? 404 : 200).end(),
        },
      },
    });

    expect(findingIds(diagnosis)).toEqual(["health-check-path"]);
  });

  it("is named health-check-port when it asks another port", async () => {
    const diagnosis = await walked({
      environment: open,
      compareWith: open,
      path: "/open",
      edit: (stacks) => {
        for (const group of resources(stacks, "aws_lb_target_group")) {
          group.health_check.port = "9999";
        }
      },
    });

    expect(findingIds(diagnosis)).toEqual(["health-check-port"]);
  });
});
