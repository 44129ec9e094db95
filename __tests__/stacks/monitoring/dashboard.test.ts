import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { synthMonitored } from "../../support/monitored";
import { jsonText, resource, resources } from "../../support/synth";
import {
  minimalApplication,
  synthComponent,
  testEnvironment,
} from "../../support/synth-environment";

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (string | Readonly<Record<string, unknown>>)[][];
    readonly markdown?: string;
  };
}

const twoServices = {
  services: { web: {}, "order-api": {} },
  routes: [
    {
      conditions: { paths: ["/api/*"] },
      access: { type: "public" },
      target: { type: "service", service: "order-api" },
    },
  ],
  defaultRoute: { target: { type: "service", service: "web" } },
} as const;

const firewall = {
  trustedRanges: ["192.0.2.0/24"],
  managedRuleGroups: ["AWSManagedRulesLinuxRuleSet"],
} as const;
const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };

/** A stack of an environment whose application is behind an edge with these settings. */
function synthBehindEdge(component: "edge" | "app", settings: object = {}): string {
  const environment = testEnvironment({
    edge: { hostName: "edge.example.com", hostedZone, ...settings },
    monitoring: {},
    applications: { app: { ...minimalApplication, loadBalancer: { type: "edge", slot: 1 } } },
  });
  return synthComponent(environment, component);
}

const edge = synthBehindEdge("edge");
const defendedEdge = synthBehindEdge("edge", { firewall });
const defended = synthMonitored({ firewall });

const stacks = [
  ["an application", synthMonitored()],
  ["an application with two services", synthMonitored(twoServices)],
  ["an application without Container Insights", synthMonitored({ containerInsights: "disabled" })],
  ["an application without alarms of its own", synthMonitored({ alarms: { off: ["cpu"] } })],
  ["an application with a firewall", defended],
  ["an edge", edge],
  ["an edge with a firewall", defendedEdge],
  ["an application behind an edge", synthBehindEdge("app")],
] as const;

function widgetsOf(json: string): Widget[] {
  const { dashboard_body } = resource(json, CloudwatchDashboard);
  return (jsonText(dashboard_body) as { widgets: Widget[] }).widgets;
}

function cellsOf({ x, y, width, height }: Widget): string[] {
  return Array.from({ length: width * height }, (_, index) => {
    return `${x + (index % width)},${y + Math.floor(index / width)}`;
  });
}

/** Every metric of a dashboard, as its namespace, its name and its dimensions. */
function metricsOf(json: string) {
  return widgetsOf(json).flatMap(({ properties: { metrics = [] } }) =>
    metrics.map((metric) => {
      const [namespace, name, ...rest] = metric.filter((part) => typeof part === "string");
      const dimensions = rest.filter((_, index) => index % 2 === 0);
      return { id: `${namespace} ${name}`, dimensions, values: rest.filter((_, i) => i % 2 === 1) };
    }),
  );
}

/** Dimensions under which AWS publishes a metric of a namespace. */
const dimensionsOf: Readonly<Record<string, readonly string[][]>> = {
  "AWS/ApplicationELB": [["LoadBalancer"], ["LoadBalancer", "TargetGroup"]],
  "AWS/ECS": [["ClusterName", "ServiceName"]],
  "ECS/ContainerInsights": [["ClusterName", "ServiceName"]],
  "AWS/Cognito": [["UserPool", "UserPoolClient"]],
  "AWS/WAFV2": [["WebACL", "Region", "Rule"]],
};

describe.each(stacks)("the dashboard of %s", (_, json) => {
  const widgets = widgetsOf(json);

  it("covers each cell of its grid once, from left to right", () => {
    const cells = widgets.flatMap(cellsOf);
    const rows = Math.max(...widgets.map(({ y, height }) => y + height));

    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(24 * rows);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });

  it("shows metrics with the dimensions that AWS publishes, and each line's name", () => {
    for (const { id, dimensions, values } of metricsOf(json)) {
      const [namespace = ""] = id.split(" ");
      expect([id, dimensionsOf[namespace]]).toEqual([id, expect.arrayContaining([dimensions])]);
      for (const value of values) expect(value).not.toBe("");
    }
    const lines = widgets.flatMap(({ properties: { metrics = [] } }) => metrics);
    for (const line of lines) expect(line.at(-1)).toMatchObject({ label: expect.any(String) });
  });

  it("shows the state of every alarm, sorted, in the account and region", () => {
    const names = resources(json, CloudwatchMetricAlarm).map(({ alarm_name }) => alarm_name);
    const [{ properties } = { properties: {} }] = widgets.filter(({ type }) => type === "alarm");
    const alarms = (properties as Widget["properties"]).alarms ?? [];

    expect(alarms.map((arn) => arn.split(":alarm:")[1])).toEqual([...names].sort());
    for (const arn of alarms)
      expect(arn).toMatch(/^arn:\$\{.+\}:cloudwatch:eu-central-1:\$\{.+\}:/);
  });

  it("names the unit of every scale", () => {
    for (const { type, properties } of widgets) {
      if (type !== "metric") continue;
      expect(properties).toMatchObject({
        title: expect.any(String),
        region: "eu-central-1",
        yAxis: { left: { label: expect.stringMatching(/./), min: 0 } },
      });
    }
  });
});

describe("the dashboard of an application", () => {
  const ids = (json: string) => new Set(metricsOf(json).map(({ id }) => id));

  it("shows sign-ins, failures by kind, latency, requests, tasks, deployments and cost", () => {
    const [[, application]] = stacks;

    for (const name of [
      ...["ELBAuthSuccess", "ELBAuthRefreshTokenSuccess", "ELBAuthLatency"],
      ...["ELBAuthError", "ELBAuthFailure", "ELBAuthUserClaimsSizeExceeded"],
      ...["RequestCount", "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"],
      ...["TargetResponseTime", "HealthyHostCount", "ConsumedLCUs", "RuleEvaluations"],
    ]) {
      expect(ids(application)).toContain(`AWS/ApplicationELB ${name}`);
    }
    for (const name of ["RunningTaskCount", "DesiredTaskCount", "DeploymentCount"]) {
      expect(ids(application)).toContain(`ECS/ContainerInsights ${name}`);
    }
    expect(ids(application)).toContain("AWS/Cognito SignInSuccesses");
  });

  it("has a line for each service", () => {
    const requests = metricsOf(stacks[1][1]).filter(
      ({ id, dimensions }) => id.endsWith("RequestCount") && dimensions.includes("TargetGroup"),
    );

    expect(new Set(requests.map(({ values }) => values[1])).size).toBe(2);
  });

  it("has no metric of Container Insights where it is off", () => {
    expect([...ids(stacks[2][1])].join()).not.toContain("ContainerInsights");
  });

  it("is absent where the environment says so", () => {
    expect(resources(synthMonitored({}, { dashboards: false }), CloudwatchDashboard)).toEqual([]);
  });
});

describe("the firewall on a dashboard", () => {
  const requestsOf = (json: string) =>
    metricsOf(json)
      .filter(({ id }) => id.startsWith("AWS/WAFV2"))
      .map(({ id, values }) => [id.split(" ")[1], ...values]);

  interface MetricName {
    readonly visibility_config: { readonly metric_name: string };
    readonly name: string;
  }

  it.each([
    ["an application", defended, "test-app"],
    ["an edge", defendedEdge, "test-edge"],
  ])("of %s shows what it allows and blocks, by the names of its metrics", (_, json, name) => {
    const acl = resource(json, Wafv2WebAcl) as unknown as MetricName & {
      readonly rule: readonly MetricName[];
    };
    const metricName = (part: MetricName) => part.visibility_config.metric_name;
    // Trusted addresses pass, so that nothing of theirs is blocked.
    const blocking = acl.rule.filter((rule) => rule.name !== "trusted-ranges");

    expect(metricName(acl)).toBe(name);
    expect(blocking.map((rule) => rule.name)).toContain("AWSManagedRulesLinuxRuleSet");
    expect(requestsOf(json)).toEqual([
      ["AllowedRequests", name, "eu-central-1", "ALL"],
      ["BlockedRequests", name, "eu-central-1", "ALL"],
      ...blocking.map((rule) => ["BlockedRequests", name, "eu-central-1", metricName(rule)]),
    ]);
  });

  it("shows what it would block while it only counts", () => {
    const counting = synthMonitored({ firewall: { mode: "count" } });

    expect(requestsOf(counting)).toContainEqual([
      "CountedRequests",
      "test-app",
      "eu-central-1",
      "test-app-core-rule-set",
    ]);
    expect(widgetsOf(counting).map(({ properties }) => properties.title)).toContain(
      "Firewall: requests that it would block, by rule",
    );
  });

  it("is absent where there is none", () => {
    expect(requestsOf(synthMonitored())).toEqual([]);
    expect(requestsOf(edge)).toEqual([]);
  });
});

describe("the dashboard of an edge", () => {
  const headingOf = (json: string) => widgetsOf(json)[0]?.properties.markdown;

  it("says that its metrics are those of all applications", () => {
    expect(widgetsOf(edge).map(({ properties }) => properties.title)).toContain(
      "Failed sign-ins by kind, all applications",
    );
  });

  it.each(["edge", "app"] as const)(
    "names the query for failed sign-ins where the access logs are a table: %s",
    (component) => {
      const withTable = synthBehindEdge(component, { accessLogTable: {} });

      expect(headingOf(withTable)).toContain("query `failed_sign_ins` of the access logs");
      expect(headingOf(synthBehindEdge(component))).not.toContain("failed_sign_ins");
      expect(headingOf(synthBehindEdge(component))).toContain("`npm run doctor");
    },
  );

  it("has alarms that name the query in the same case", () => {
    const textsOf = (json: string) =>
      resources(json, CloudwatchMetricAlarm).map(({ alarm_description }) => alarm_description);

    expect(textsOf(synthBehindEdge("edge", { accessLogTable: {} })).join()).toContain(
      "query failed_sign_ins",
    );
    expect(textsOf(edge).join()).not.toContain("failed_sign_ins");
    expect(textsOf(edge).join()).toContain("npm run doctor -- --log-file");
  });
});
