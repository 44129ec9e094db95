import { formatPath, type Issue, type Path } from "../../config/issue";
import { parseEnvironment } from "../../config/parse-environment";
import type { Environment, EnvironmentInput } from "../../config/schema/environment";
import { fullIdentity } from "./full-identity";
import { fullAlarms, fullMonitoring } from "./full-monitoring";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" } as const;
export const digest = `@sha256:${"a".repeat(64)}`;
export const targetGroupArn =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/legacy/0123456789abcdef";

export const certificateArn =
  "arn:aws:acm:eu-central-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";

/** A valid environment that writes out every field of the schema, in some application. */
export function fullEnvironment(): EnvironmentInput {
  return {
    name: "test",
    region: "eu-central-1",
    allowUnlistedRegion: false,
    tags: { Team: "tasks" },
    provider: {
      allowedAccountIds: ["111122223333"],
      assumeRole: {
        roleArn: "arn:aws:iam::111122223333:role/ci/terraform",
        externalId: "team/project",
        sessionName: "terraform",
      },
    },
    iam: {
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      rolePath: "/applications/",
    },
    state: { type: "local" },
    identity: fullIdentity(),
    monitoring: fullMonitoring(),
    applications: {
      app: {
        hostName: "app.example.com",
        additionalHostNames: ["www.example.com"],
        clientGeneration: 2,
        additionalClientGeneration: 1,
        hostedZone: { ...hostedZone },
        dns: "take-over",
        certificate: { type: "new" },
        cluster: { type: "new" },
        internal: true,
        accessLogTable: { maxScannedGigabytes: 5, resultRetentionDays: 3 },
        network: {
          type: "new",
          cidr: "10.0.0.0/16",
          availabilityZoneCount: 2,
          nat: "per-az",
          ipv6: true,
          flowLogs: "rejected",
        },
        services: {
          web: {
            image: `public.ecr.aws/nginx/nginx${digest}`,
            port: 3000,
            cpuUnits: 512,
            memoryMiB: 1024,
            architecture: "X86_64",
            entryPoint: ["node"],
            command: ["server.js"],
            capacity: { onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 },
            scaling: {
              minCapacity: 1,
              maxCapacity: 3,
              requestsPerTargetPerMinute: 500,
              cpuPercent: 70,
            },
            healthCheckPath: "/health",
            healthCheck: {
              intervalSeconds: 10,
              timeoutSeconds: 4,
              healthyThreshold: 3,
              unhealthyThreshold: 4,
              matcher: "200-299",
            },
            healthCheckGracePeriodSeconds: 30,
            deregistrationDelaySeconds: 20,
            stopTimeoutSeconds: 40,
            environment: { LOG_LEVEL: "info" },
            secrets: { TOKEN: "arn:aws:ssm:eu-central-1:111122223333:parameter/app/token" },
            secretsKmsKeyArns: ["arn:aws:kms:eu-central-1:111122223333:key/abc"],
            taskRolePolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
            egress: [{ port: 5432, cidr: "10.0.0.0/16", description: "Postgres" }],
            user: "1001:1001",
            writablePaths: ["/tmp", "/var/run"],
            writablePathSizeMiB: 32,
            volumePaths: ["/data"],
            local: { command: "npm run dev", directory: "../my-app" },
            ecsExec: true,
            untaggedImageExpiryDays: 30,
            alarms: fullAlarms().service,
          },
        },
        routes: [
          {
            conditions: {
              paths: ["/tasks/*", "/tasks"],
              hosts: ["app.example.com"],
              methods: ["POST"],
            },
            access: {
              type: "login",
              scopes: ["openid", "tasks/read"],
              onUnauthenticatedRequest: "deny",
              groups: ["admins"],
              sessionTimeoutSeconds: 600,
              extraParameters: { lang: "de" },
            },
            target: { type: "service", service: "web" },
          },
          {
            conditions: {
              headers: [{ name: "X-Client", values: ["mobile*"] }],
              query: [{ key: "version", values: ["1"] }],
              sourceIps: ["203.0.113.0/24"],
            },
            access: { type: "public" },
            target: {
              type: "target-group",
              arn: targetGroupArn,
              egress: { port: 80, cidr: "10.0.0.0/24" },
              local: { url: "http://localhost:3000" },
            },
          },
          {
            conditions: { paths: ["/old"] },
            access: { type: "public" },
            target: {
              type: "redirect",
              statusCode: 301,
              protocol: "HTTPS",
              host: "www.example.com",
              port: "443",
              path: "/new",
              query: "from=old",
            },
          },
          {
            conditions: { paths: ["/robots.txt"] },
            access: { type: "public" },
            target: {
              type: "fixed-response",
              statusCode: 200,
              contentType: "text/plain",
              messageBody: "User-agent: *",
            },
          },
        ],
        defaultRoute: {
          access: { type: "login", scopes: ["openid", "email"] },
          target: { type: "service", service: "web" },
        },
        signOut: { enabled: true, path: "/bye", redirectPath: "/gone" },
        identityProviders: ["COGNITO"],
        sessionTimeoutSeconds: 3600,
        idleTimeoutSeconds: 30,
        deletionProtection: false,
        logRetentionDays: 30,
        accessLogRetentionDays: 90,
        firewall: {
          mode: "count",
          rateLimit: { requests: 1000, windowSeconds: 60 },
          blockedRanges: ["198.51.100.0/24", "2001:db8:bad::/48"],
          trustedRanges: ["203.0.113.7/32"],
          countedRules: ["NoUserAgent_HEADER"],
          logRetentionDays: 90,
          uploadPaths: ["/files", "/files/*"],
          managedRuleGroups: ["AWSManagedRulesSQLiRuleSet"],
          failOpen: true,
        },
        containerInsights: "enhanced",
        alarms: fullAlarms().application,
      },
      notes: {
        hostName: "notes.example.com",
        hostedZone: { ...hostedZone },
        certificate: { type: "existing", arn: certificateArn },
        cluster: { type: "existing", name: "shared" },
        network: {
          type: "existing",
          vpcId: "vpc-0a1b2c3d4e5f60718",
          publicSubnetIds: ["subnet-00000001", "subnet-00000002"],
          privateSubnetIds: ["subnet-00000003", "subnet-00000004"],
          ipv6: true,
        },
        services: {
          web: {
            build: {
              context: "../notes",
              dockerfile: "../notes/Dockerfile",
              target: "production",
            },
          },
        },
      },
    },
  };
}

/** `applications.app.routes[0]` as a path. Keys with dots or brackets need a path in parts. */
export function pathOf(text: string | Path): Path {
  if (typeof text !== "string") return text;
  return text
    .split(/[.[\]]/)
    .filter((key) => key !== "")
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** The path of every value inside a value, of containers and leaves alike. */
export function pathsIn(value: unknown, base: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = [...base, Array.isArray(value) ? Number(key) : key];
    return [path, ...pathsIn(each, path)];
  });
}

/** A copy of plain data, so that a later change does not reach the table it comes from. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each)]));
}

/** A path and the value to write there. */
export type Change = readonly [where: string | Path, value: unknown];

/** The valid environment with one thing changed; `undefined` removes it. */
export function changed(...changes: readonly Change[]): unknown {
  const environment: unknown = structuredClone(fullEnvironment());
  for (const [where, value] of changes) {
    const path = pathOf(where);
    const last = path.at(-1) ?? "";
    let parent = environment as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) {
      parent[key] ??= {};
      parent = parent[key] as Record<string | number, unknown>;
    }
    if (value === undefined) delete parent[last];
    else parent[last] = copy(value);
  }
  return environment;
}

/** What is wrong with an environment. */
export function issuesOf(environment: unknown): readonly Issue[] {
  const result = parseEnvironment(environment, "test");
  return result.ok ? [] : result.issues;
}

/** An environment that is expected to be valid, with its defaults. */
export function parsed(environment: unknown): Environment {
  const result = parseEnvironment(environment, "test");
  if (!result.ok) throw new Error(JSON.stringify(result.issues, null, 2));
  return result.environment;
}

/** An issue by its path, its value, and parts of its message and fix. */
export function issue(where: string | Path, value: unknown, message: string, fix: string) {
  return {
    path: pathOf(where),
    value,
    message: expect.stringContaining(message),
    fix: expect.stringContaining(fix),
  };
}

/** A value to write at a path, and parts of the message and the fix that it leads to. */
export type IssueRow = readonly [
  where: string | Path,
  value: unknown,
  message: string,
  fix: string,
];

function title([where, value]: IssueRow): string {
  const text = `${formatPath(pathOf(where))} = ${JSON.stringify(value)}`;
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** One test per row: the change leads to this issue and no other. */
export function rejectsEach(rows: readonly IssueRow[], ...before: readonly Change[]) {
  const titled = rows.map((row) => [title(row), ...row] as const);
  it.each(titled)("rejects %s", (_, where, value, message, fix) => {
    expect(issuesOf(changed(...before, [where, value]))).toEqual([
      issue(where, value, message, fix),
    ]);
  });
}
