import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { parse, reference, resource, resources } from "../support/synth";
import { minimalApplication, synthComponent, testEnvironment } from "../support/synth-environment";

const service = { type: "service", service: "web" } as const;
const environment = (accessLogTable: object | undefined) =>
  testEnvironment({
    edge: {
      hostName: "edge.example.com",
      hostedZone: minimalApplication.hostedZone,
      ...(accessLogTable && { accessLogTable }),
    },
    applications: {
      tasks: {
        ...minimalApplication,
        loadBalancer: { type: "edge", slot: 3 },
        routes: [{ conditions: { paths: ["/open"] }, access: { type: "public" }, target: service }],
      },
    },
  });

describe("access logs of a load balancer that applications share", () => {
  const application = synthComponent(environment({}), "tasks");

  it("have one table, whose queries know nothing of an application", () => {
    const queries = resources(synthComponent(environment({}), "edge"), AthenaNamedQuery);

    expect(queries).toHaveLength(8);
    expect(JSON.stringify(queries)).not.toMatch(/app\.example\.com|forwarded_without/);
    expect(queries.find(({ name }) => name === "unknown_hosts")?.query).toContain(
      "matched_rule_priority = '0'",
    );
  });

  it("have a query of each application about its own rules", () => {
    const query = resource(application, AthenaNamedQuery);
    const open = resources(application, LbListenerRule)
      .filter(({ action }) => (action as { type: string }[])[0]?.type === "forward")
      .map(({ priority }) => `'${priority}'`);

    expect(query).toMatchObject({
      name: "tasks_forwarded_without_sign_in",
      workgroup: "test-edge-access-logs",
      database: "test_edge_access_logs",
    });
    expect(open.length).toBeGreaterThan(1);
    expect(query.query).toContain(`NOT IN (${open.join(", ")})`);
    expect(query.query).toContain("IN ('app.example.com')");
    expect(query.query).toContain("BETWEEN 3000 AND 3999");
    expect(query.query).toContain(
      `target_group_arn IN ('${reference(application, LbTargetGroup, "arn")}')`,
    );
    expect(parse(application).resource).not.toHaveProperty("aws_athena_workgroup");
  });

  it("have neither without the setting", () => {
    for (const component of ["edge", "tasks"]) {
      expect(synthComponent(environment(undefined), component)).not.toMatch(/athena|glue/);
    }
  });
});
