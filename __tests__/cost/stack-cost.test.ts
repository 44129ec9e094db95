import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stackCost } from "../../scripts/cost/stack-cost";
import { parseStack } from "../../scripts/cost/synthesized-stack";

const root = resolve(__dirname, "..", "..");

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

function stackOf(resource: Resources) {
  return parseStack("app", JSON.stringify({ resource }));
}

/** Kind, number and US dollars a month of what has a fixed price. */
function fixedOf(resource: Resources) {
  const { fixed, unknown } = stackCost(stackOf(resource));
  expect(unknown).toEqual([]);
  return fixed.map(({ kind, number, unitUsd }) => [kind, number, +(number * unitUsd).toFixed(2)]);
}

function byUseOf(resource: Resources) {
  const { fixed, byUse, unknown } = stackCost(stackOf(resource));
  expect([...fixed, ...unknown]).toEqual([]);
  return byUse.map(({ kind, price }) => `${kind}: ${price}`);
}

const taskDefinition = (attributes: object) => ({
  aws_ecs_task_definition: { task: { cpu: "256", memory: "512", ...attributes } },
});

const service = (attributes: object) => ({
  aws_ecs_service: {
    web: {
      name: "web",
      task_definition: "$" + "{one(aws_ecs_task_definition.task[*].arn)}",
      desired_count: 2,
      capacity_provider_strategy: [{ capacity_provider: "FARGATE", base: 0, weight: 1 }],
      ...attributes,
    },
  },
});

const arm64 = { runtime_platform: { cpu_architecture: "ARM64" } };
const armTask = "Fargate task, 0.25 vCPU, 0.5 GB, ARM64";

describe("what has a fixed price", () => {
  it.each<[string, Resources, [string, number, number][]]>([
    [
      "a public load balancer",
      { aws_lb: { a: { internal: false, subnets: ["a", "b", "c"] } } },
      [
        ["Application Load Balancer", 1, 16.43],
        ["Public IPv4 address", 3, 10.95],
      ],
    ],
    [
      "an internal load balancer",
      { aws_lb: { a: { internal: true, subnets: ["a", "b"] } } },
      [["Application Load Balancer", 1, 16.43]],
    ],
    [
      "NAT gateways and their addresses",
      { aws_nat_gateway: { a: {}, b: {} }, aws_eip: { a: {}, b: {} } },
      [
        ["NAT gateway", 2, 65.7],
        ["Public IPv4 address", 2, 7.3],
      ],
    ],
    [
      "an interface endpoint",
      { aws_vpc_endpoint: { a: { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b"] } } },
      [["Interface endpoint, in one zone", 2, 14.6]],
    ],
    ["tasks on ARM64", { ...taskDefinition(arm64), ...service({}) }, [[armTask, 2, 14.42]]],
    [
      "tasks on X86_64, the architecture without a platform",
      { ...taskDefinition({}), ...service({}) },
      [["Fargate task, 0.25 vCPU, 0.5 GB, X86_64", 2, 18.02]],
    ],
    [
      "a larger task with more storage",
      {
        ...taskDefinition({
          ...arm64,
          cpu: "1024",
          memory: "2048",
          ephemeral_storage: { size_in_gib: 120 },
        }),
        ...service({ desired_count: 1 }),
      },
      // 0.03238 + 2 × 0.00356 + 100 × 0.000111 an hour.
      [["Fargate task, 1 vCPU, 2 GB, ARM64, 120 GB of storage", 1, 36.94]],
    ],
    [
      "tasks of which some run on Spot",
      {
        ...taskDefinition(arm64),
        ...service({
          desired_count: 4,
          capacity_provider_strategy: [
            { capacity_provider: "FARGATE", base: 1, weight: 1 },
            { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
          ],
        }),
      },
      [
        [armTask, 2, 14.42],
        [`${armTask}, on Spot (about)`, 2, 4.47],
      ],
    ],
    [
      "tasks with public addresses",
      {
        ...taskDefinition(arm64),
        ...service({ network_configuration: { assign_public_ip: true } }),
      },
      [
        [armTask, 2, 14.42],
        ["Public IPv4 address", 2, 7.3],
      ],
    ],
    [
      "the minimum of autoscaling, not the number at the start",
      {
        ...taskDefinition(arm64),
        ...service({ desired_count: 1 }),
        aws_appautoscaling_target: {
          other: { min_capacity: 9, resource_id: "service/x/$" + "{aws_ecs_service.other.name}" },
          web: { min_capacity: 3, resource_id: "service/x/$" + "{aws_ecs_service.web.name}" },
        },
      },
      [[armTask, 3, 21.63]],
    ],
    [
      "target tracking",
      { aws_appautoscaling_policy: { a: { policy_type: "TargetTrackingScaling" } } },
      [["CloudWatch alarm of autoscaling", 2, 0.2]],
    ],
    [
      "an alarm with an expression over two metrics",
      {
        aws_cloudwatch_metric_alarm: {
          a: { metric_query: [{ expression: "a / b" }, { metric: {} }, { metric: {} }] },
          b: { metric_name: "x" },
        },
      },
      [["CloudWatch alarm, metric of one", 3, 0.3]],
    ],
    ["a dashboard", { aws_cloudwatch_dashboard: { a: {} } }, [["CloudWatch dashboard", 1, 3]]],
    ["keys", { aws_kms_key: { a: {}, b: {} } }, [["KMS key", 2, 2]]],
    ["a secret", { aws_secretsmanager_secret: { a: {} } }, [["Secret in Secrets Manager", 1, 0.4]]],
    ["a hosted zone", { aws_route53_zone: { a: {} } }, [["Route 53 hosted zone", 1, 0.5]]],
    [
      "a firewall",
      { aws_wafv2_web_acl: { a: { rule: [{}, {}, {}, {}, {}] } } },
      [
        ["WAF web ACL", 1, 5],
        ["WAF rule", 5, 5],
      ],
    ],
    [
      "a number of resources",
      { aws_eip: { a: { count: 3 } } },
      [["Public IPv4 address", 3, 10.95]],
    ],
    [
      "what exists once there is an image",
      { aws_eip: { a: { count: "$" + '{var.web_image == "none" ? 0 : 1}' } } },
      [["Public IPv4 address", 1, 3.65]],
    ],
  ])("%s", (_, resources, expected) => {
    expect(fixedOf(resources)).toEqual(expected);
  });
});

describe("what depends on use", () => {
  const pool = (attributes: object) => ({ aws_cognito_user_pool: { a: attributes } });
  const client = (flow: string) => ({
    aws_cognito_user_pool_client: { a: { allowed_oauth_flows: [flow] } },
  });

  it.each<[string, Resources, string[]]>([
    [
      "users of the default plan",
      pool({}),
      ["Cognito users (Essentials): 0.015 per active user a month, the first 10000 free"],
    ],
    [
      "users of Lite, with emails by SES and text messages",
      pool({
        user_pool_tier: "LITE",
        email_configuration: { email_sending_account: "DEVELOPER" },
        sms_configuration: {},
      }),
      [
        "Cognito users (Lite): 0.0055 per active user a month, the first 10000 free",
        "Emails by SES: 0.1 per 1000 emails",
        "Text messages: depends on the country",
      ],
    ],
    [
      "users of Plus",
      pool({ user_pool_tier: "PLUS" }),
      ["Cognito users (Plus): 0.02 per active user a month, none free"],
    ],
    [
      "users of a SAML provider",
      { aws_cognito_identity_provider: { a: { provider_type: "SAML" } } },
      [
        "Users of SAML and OpenID Connect providers: 0.015 per active user a month, the first 50 free",
      ],
    ],
    ["users of Google", { aws_cognito_identity_provider: { a: { provider_type: "Google" } } }, []],
    [
      "machine clients",
      client("client_credentials"),
      ["Machine client: 2.25 per 1000 tokens, maybe a fee for each client, see AWS's page"],
    ],
    ["app clients of people", client("code"), []],
    [
      "Container Insights",
      { aws_ecs_cluster: { a: { setting: [{ name: "containerInsights", value: "enabled" }] } } },
      ["Container Insights, while tasks run: 0.3 per metric and month, 0.5 per GB taken in"],
    ],
    [
      "a cluster without Container Insights",
      { aws_ecs_cluster: { a: { setting: [{ name: "containerInsights", value: "disabled" }] } } },
      [],
    ],
    ["flow logs", { aws_flow_log: { a: {} } }, ["VPC flow logs: 0.5 per GB taken in"]],
    [
      "flow logs in a bucket",
      { aws_flow_log: { a: { log_destination_type: "s3" } } },
      ["VPC flow logs, in a bucket: 0.25 per GB delivered"],
    ],
    [
      "log groups",
      { aws_cloudwatch_log_group: { a: {} } },
      ["Logs: 0.5 per GB taken in, 0.03 per GB stored and month"],
    ],
    ["an alias in DNS", { aws_route53_record: { a: { alias: {} } } }, []],
    ["a gateway endpoint", { aws_vpc_endpoint: { a: { vpc_endpoint_type: "Gateway" } } }, []],
  ])("%s", (_, resources, expected) => {
    expect(byUseOf(resources)).toEqual(expected);
  });
});

describe("what the price table does not know", () => {
  it.each<[string, Resources, string]>([
    ["a type", { aws_rds_cluster: { a: {} } }, "aws_rds_cluster: the price table does not have"],
    ["a Network Load Balancer", { aws_lb: { a: { load_balancer_type: "network" } } }, "network"],
    [
      "tasks on EC2",
      { ...taskDefinition({}), ...service({ capacity_provider_strategy: [] }) },
      "EC2",
    ],
    ["a service without task definition", service({}), "task definition is not part"],
    ["a plan", { aws_cognito_user_pool: { a: { user_pool_tier: "GOLD" } } }, '"GOLD"'],
    [
      "flow logs to a delivery stream",
      { aws_flow_log: { a: { log_destination_type: "kinesis-data-firehose" } } },
      '"kinesis-data-firehose"',
    ],
    ["a number", { aws_eip: { a: { for_each: "$" + "{var.x}" } } }, "one is counted"],
    ["subnets", { aws_lb: { a: { subnets: "$" + "{var.x}" } } }, "two zones are counted"],
  ])("is named: %s", (_, resources, expected) => {
    const { unknown } = stackCost(stackOf(resources));

    expect(unknown.map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual([
      expect.stringContaining(expected),
    ]);
  });

  it("is no type that this project creates", () => {
    const sources = ["constructs", "stacks", "environments"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFileSync(join(root, folder, file), "utf8")),
    );
    const imports = sources.flatMap((source) => [
      ...source.matchAll(/"@cdktf\/provider-(aws|tfe)\/lib\/([a-z0-9-]+)"/g),
    ]);
    const types = imports
      .map(([, provider, name = ""]) => `${provider}_${name.replaceAll("-", "_")}`)
      .filter((type) => !/_data_|_provider$/.test(type) || type.endsWith("_identity_provider"));
    const resources = Object.fromEntries(types.map((type) => [type, { a: {} }]));

    expect(types.length).toBeGreaterThan(50);
    expect(
      stackCost(stackOf(resources)).unknown.filter(({ reason }) => reason.includes("this type")),
    ).toEqual([]);
  });
});
