import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LoadBalancerAlarms } from "../../../constructs/monitoring/load-balancer-alarms";
import { alarmsByName, synthMonitored } from "../../support/monitored";
import { address, type Block, expose, exposed, reference, synthStack } from "../../support/synth";
import { synthApplication, testEnvironment } from "../../support/synth-environment";
import { fixedImage } from "../../support/synth-service";

const json = synthMonitored();
const alarms = alarmsByName(json);

const loadBalancer = reference(json, Lb, "arn_suffix");
const targetGroup = reference(json, LbTargetGroup, "arn_suffix");
const ofLoadBalancer = { LoadBalancer: loadBalancer };
const ofTargets = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };

/** Metric, statistic and dimensions of an alarm, or of each metric of an expression. */
function metricsOf(alarm: Block) {
  const single = { ...alarm, stat: alarm.extended_statistic ?? alarm.statistic };
  const queries = (alarm.metric_query ?? [{ metric: single }]) as { metric?: Block }[];
  return queries.flatMap(({ metric }) =>
    metric === undefined
      ? []
      : [[`${metric.namespace} ${metric.metric_name} ${metric.stat}`, metric.dimensions]],
  );
}

/** Comparison, threshold, period in seconds, and data points. */
function ruleOf(alarm: Block): string {
  const { comparison_operator, threshold, datapoints_to_alarm, evaluation_periods } = alarm;
  const [query] = ((alarm.metric_query ?? []) as { metric?: { period: number } }[]).filter(
    ({ metric }) => metric !== undefined,
  );
  const period = alarm.period ?? query?.metric?.period;
  return `${comparison_operator} ${threshold}, ${period} s, ${datapoints_to_alarm} of ${evaluation_periods}`;
}

describe("alarms of an application with a load balancer of its own", () => {
  const above = "GreaterThanThreshold";

  it.each<[string, string[], object, string]>([
    [
      "sign-in-errors",
      ["ELBAuthError Sum"],
      ofLoadBalancer,
      "GreaterThanOrEqualToThreshold 1, 60 s, 2 of 3",
    ],
    [
      "sign-ins-denied",
      ["ELBAuthFailure Sum", "ELBAuthSuccess Sum"],
      ofLoadBalancer,
      `${above} 20, 60 s, 3 of 5`,
    ],
    [
      "claims-too-large",
      ["ELBAuthUserClaimsSizeExceeded Sum"],
      ofLoadBalancer,
      "GreaterThanOrEqualToThreshold 1, 300 s, 1 of 1",
    ],
    ["sign-in-slow", ["ELBAuthLatency p90"], ofLoadBalancer, `${above} 3000, 300 s, 3 of 3`],
    [
      "load-balancer-errors",
      ["HTTPCode_ELB_5XX_Count Sum", "RequestCount Sum"],
      ofLoadBalancer,
      `${above} 1, 60 s, 3 of 5`,
    ],
    [
      "rejected-connections",
      ["RejectedConnectionCount Sum"],
      ofLoadBalancer,
      `${above} 0, 300 s, 1 of 1`,
    ],
    [
      "web-no-healthy-target",
      ["HealthyHostCount Minimum"],
      ofTargets,
      "LessThanThreshold 1, 60 s, 3 of 3",
    ],
    [
      "web-unhealthy-target",
      ["UnHealthyHostCount Maximum"],
      ofTargets,
      `${above} 0, 60 s, 10 of 10`,
    ],
    [
      "web-service-errors",
      ["HTTPCode_Target_5XX_Count Sum", "RequestCount Sum"],
      ofTargets,
      `${above} 1, 60 s, 3 of 5`,
    ],
    ["web-service-slow", ["TargetResponseTime p99"], ofTargets, `${above} 3, 300 s, 3 of 3`],
    [
      "web-connection-errors",
      ["TargetConnectionErrorCount Sum"],
      ofTargets,
      `${above} 5, 60 s, 2 of 3`,
    ],
  ])("%s looks at %j", (name, metrics, dimensions, rule) => {
    const alarm = alarms[name] ?? {};

    expect(metricsOf(alarm)).toEqual(
      metrics.map((metric) => [`AWS/ApplicationELB ${metric}`, dimensions]),
    );
    expect(ruleOf(alarm)).toBe(rule);
  });

  it.each<[string, string, RegExp, string]>([
    [
      "web-cpu",
      "AWS/ECS CPUUtilization Average",
      /"ClusterName":"\$\{aws_ecs_cluster\.\w+\.name\}","ServiceName":"web"/,
      `${above} 85, 300 s, 3 of 3`,
    ],
    [
      "web-memory",
      "AWS/ECS MemoryUtilization Maximum",
      /"ServiceName":"web"/,
      `${above} 90, 300 s, 3 of 3`,
    ],
    [
      "certificate-expires",
      "AWS/CertificateManager DaysToExpiry Minimum",
      /"CertificateArn":"\$\{aws_acm_certificate_validation\./,
      "LessThanThreshold 30, 86400 s, 1 of 1",
    ],
    [
      "nat-ports",
      "AWS/NATGateway ErrorPortAllocation Sum",
      /"NatGatewayId":"\$\{aws_nat_gateway\.\w+\.id\}"/,
      `${above} 0, 300 s, 1 of 1`,
    ],
    [
      "sign-ins-throttled",
      "AWS/Cognito SignInThrottles Sum",
      /"UserPool":"\$\{.+user_pool_id\}","UserPoolClient":"\$\{aws_cognito_user_pool_client\./,
      `${above} 0, 300 s, 1 of 1`,
    ],
  ])("%s looks at %s", (name, metric, dimensions, rule) => {
    const alarm = alarms[name] ?? {};
    const [[found, foundDimensions] = []] = metricsOf(alarm);

    expect(found).toBe(metric);
    expect(JSON.stringify(foundDimensions)).toMatch(dimensions);
    expect(ruleOf(alarm)).toBe(rule);
  });

  it("are these sixteen, whose missing data is good but for no-healthy-target", () => {
    const missing = Object.entries(alarms).map(([name, alarm]) => [name, alarm.treat_missing_data]);

    expect(missing).toHaveLength(16);
    expect(missing.filter(([, treated]) => treated !== "notBreaching")).toEqual([
      ["web-no-healthy-target", "breaching"],
    ]);
  });

  it("say that they began and that they ended, and what to do", () => {
    for (const alarm of Object.values(alarms)) {
      expect(alarm.alarm_actions).toEqual([expect.stringContaining("outputs.alarm_topic_arn")]);
      expect(alarm.ok_actions).toEqual(alarm.alarm_actions);
      expect(String(alarm.alarm_description).length).toBeGreaterThan(60);
      expect(String(alarm.alarm_description).length).toBeLessThanOrEqual(1024);
    }
  });

  it("no-healthy-target exists with the service, after it", () => {
    const service = address(json, EcsService);

    expect(alarms["web-no-healthy-target"]).toMatchObject({
      count: '${var.web_image == "none" ? 0 : 1}',
      depends_on: [service],
    });
    const withImage = alarmsByName(synthMonitored({ services: { web: { image: fixedImage } } }));
    expect(withImage["web-no-healthy-target"]).not.toHaveProperty("count");
  });

  it("are of every NAT gateway", () => {
    const gateways = alarmsByName(synthMonitored({ network: { type: "new", nat: "per-az" } }));

    expect(Object.keys(gateways).filter((name) => name.startsWith("nat-ports"))).toEqual([
      "nat-ports-1",
      "nat-ports-2",
    ]);
  });
});

describe("settings of alarms", () => {
  const changed = alarmsByName(
    synthMonitored(
      {
        alarms: { responseTimeMs: 500, off: ["sign-in-slow"] },
        services: {
          web: {},
          api: { alarms: { responseTimeMs: 250, unhealthyMinutes: 3, off: ["memory"] } },
        },
        routes: [
          {
            conditions: { paths: ["/api/*"] },
            access: { type: "public" },
            target: { type: "service", service: "api" },
          },
        ],
        defaultRoute: { target: { type: "service", service: "web" } },
      },
      {
        alarms: {
          deniedSignInsPercent: 50,
          minSignIns: 3,
          off: ["nat-ports", "certificate-expires"],
        },
      },
    ),
  );

  it("are the service's, the application's or the environment's", () => {
    expect(changed["web-service-slow"]?.threshold).toBe(0.5);
    expect(changed["api-service-slow"]?.threshold).toBe(0.25);
    expect(ruleOf(changed["api-unhealthy-target"] ?? {})).toContain("3 of 3");
    expect(changed["sign-ins-denied"]?.threshold).toBe(50);
    expect(JSON.stringify(changed["sign-ins-denied"])).toContain(">= 3,");
  });

  it("turn alarms off", () => {
    const names = Object.keys(changed);

    expect(names).toContain("web-memory");
    expect(names).toContain("sign-ins-throttled");
    for (const off of ["api-memory", "sign-in-slow", "nat-ports", "certificate-expires"]) {
      expect(names).not.toContain(off);
    }
  });
});

describe("an environment without monitoring", () => {
  it("has nothing of it", () => {
    const without = synthApplication(testEnvironment());

    expect(without).not.toMatch(/cloudwatch_metric_alarm|cloudwatch_event|dashboard|alarm_topic/);
  });
});

describe("alarms of a shared load balancer", () => {
  const sharedAlarms = (hasAccessLogTable: boolean) =>
    synthStack((stack) => {
      const { alarmNames } = new LoadBalancerAlarms(stack, "alarms", {
        name: "test-edge",
        topicArn: "arn:aws:sns:eu-central-1:111122223333:alarms",
        settings: settings(),
        loadBalancerArnSuffix: "app/test-edge/1",
        isShared: true,
        hasAccessLogTable,
      });
      expose(stack, { names: alarmNames });
    });
  const signInTexts = (json: string) =>
    Object.entries(alarmsByName(json, "test-edge-"))
      .filter(([name]) => /^(sign-in|claims)/.test(name))
      .map(([, { alarm_description }]) => alarm_description);

  it("point to the query that tells applications apart", () => {
    const shared = sharedAlarms(true);

    expect(signInTexts(shared)).toHaveLength(4);
    for (const text of signInTexts(shared)) expect(text).toContain("query failed_sign_ins");
    expect(exposed(shared).names).toContain("test-edge-sign-in-errors");
    expect(JSON.stringify(alarms)).not.toContain("failed_sign_ins");
  });

  it("point to the log's files, and to the table, where there is no query", () => {
    const shared = sharedAlarms(false);

    expect(shared).not.toContain("failed_sign_ins");
    expect(signInTexts(shared)).toHaveLength(4);
    for (const text of signInTexts(shared)) {
      expect(text).toMatch(/npm run doctor -- --log-file FILE .*edge\.accessLogTable/);
      expect(String(text).length).toBeLessThanOrEqual(1024);
    }
  });
});

function settings() {
  return {
    deniedSignInsPercent: 20,
    minSignIns: 10,
    signInLatencyMs: 3000,
    serverErrorsPercent: 1,
    minRequests: 50,
    certificateDays: 30,
    unhealthyMinutes: 10,
    responseTimeMs: 3000,
    connectionErrors: 5,
    cpuPercent: 85,
    memoryPercent: 90,
    off: [],
  };
}
