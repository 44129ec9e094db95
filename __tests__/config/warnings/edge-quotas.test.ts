import type { ApplicationInput, EnvironmentInput } from "../../../config/schema/environment";
import { warnOfQuotas } from "../../../config/warnings/quotas";
import { checked, minimalApplication, testEnvironment } from "../../support/synth-environment";

const edge = { hostName: "edge.example.com", hostedZone: minimalApplication.hostedZone };

/** Applications app1, app2, … behind the edge. */
function behindEdge(count: number, settings: Partial<ApplicationInput> = {}) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, ApplicationInput] => [
      `app${index + 1}`,
      {
        ...minimalApplication,
        hostName: `app${index + 1}.example.com`,
        loadBalancer: { type: "edge", slot: index + 1 },
        ...settings,
      },
    ]),
  );
}

const messagesOf = (applications: EnvironmentInput["applications"]) =>
  warnOfQuotas(checked(testEnvironment({ edge, applications }))).map(({ path, message }) => [
    path.join("."),
    message.split(". ")[0],
  ]);

const paths = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    // With the host name, five values: one rule for each four paths.
    conditions: { paths: [0, 1, 2, 3].map((each) => `/${index}/${each}`) },
    access: { type: "public" as const },
    target: { type: "service" as const, service: "web" },
  }));

describe("quotas of an edge", () => {
  it("are far away with a few applications", () => {
    expect(messagesOf(behindEdge(10))).toEqual([]);
  });

  it("count the rules of all applications, with their defaults, after they are split", () => {
    // 10 × (sign-out, default, 8 routes of one rule each) = 100; a sixth value would make two rules.
    expect(messagesOf(behindEdge(10, { routes: paths(8) }))).toEqual([
      ["edge", expect.stringContaining("makes 100 listener rules: exactly AWS's default quota")],
    ]);
    expect(
      messagesOf(
        behindEdge(4, {
          routes: paths(12).map((route) => ({
            ...route,
            conditions: { ...route.conditions, methods: ["GET"] },
          })),
        }),
      ),
    ).toEqual([["edge", expect.stringContaining("makes 104 listener rules: more than")]]);
  });

  it("count one certificate for each application", () => {
    expect(messagesOf(behindEdge(23))).toEqual([
      ["edge", expect.stringContaining("makes 23 certificates of applications on one listener")],
    ]);
  });

  it("count target groups, whose number cannot be raised, and egress rules", () => {
    const names = Array.from({ length: 17 }, (_, index) => `s${index}`);
    const services = Object.fromEntries(names.map((name) => [name, {}]));
    const targetOf = (service: string) => ({ type: "service" as const, service });
    const routes = names.map((name) => ({
      conditions: { paths: [`/${name}`] },
      access: { type: "public" as const },
      target: targetOf(name),
    }));
    const defaultRoute = { target: targetOf("s0") };

    expect(messagesOf(behindEdge(6, { services, routes, defaultRoute }))).toEqual([
      ["edge", expect.stringContaining("makes 114 listener rules")],
      ["edge", expect.stringContaining("makes 102 target groups: more than AWS's quota of 100")],
      ["edge", expect.stringContaining("makes 103 egress rules of the load balancer's security")],
    ]);
  });

  it("do not count applications with a load balancer of their own", () => {
    const applications = behindEdge(2, { routes: paths(40) });
    const network = { type: "new" as const, cidr: "10.1.0.0/16" };
    const own = { own: { ...minimalApplication, network, routes: paths(40) } };

    expect(messagesOf({ ...applications, ...own })).toEqual([]);
  });
});
