import { matches } from "./check";
import type { Kit } from "./kit";
import { cidrSchema, securityGroupIdSchema } from "./ranges";
import { variableFields } from "./variables";

/** Legal Fargate task sizes: CPU units, and the memory in MiB that goes with each. */
export const fargateCpuUnits = [256, 512, 1024, 2048, 4096, 8192, 16384] as const;

/** One container image, run as a Fargate service. */
export function serviceSchema(kit: Kit) {
  return kit.object({
    /**
     * A fixed image, by digest. Without one the stack makes an ECR repository and takes the image as
     * a Terraform variable, so that a new image needs no new synthesis.
     * @default - a repository, and the variable `<service>_image`
     */
    image: kit
      .text(
        `registry.example.com/app@sha256:${"0".repeat(64)}`,
        matches(
          /^[a-z0-9][a-z0-9._:/-]*@sha256:[0-9a-f]{64}$/,
          "must end in @sha256: and 64 hex digits: a tag can move without Terraform seeing it",
          'write it like "public.ecr.aws/nginx/nginx@sha256:…", or leave it out',
        ),
      )
      .optional(),
    /** Port that the container listens on, given to it as `PORT`, 1 to 65535. @default 8080 */
    port: kit.integer({ min: 1, max: 65535 }).default(8080),
    /** CPU units of a task; 1024 are one vCPU. @default 256 */
    cpuUnits: kit.choice(fargateCpuUnits).default(256),
    /** Memory of a task in MiB; Fargate sells only some sizes with each number of CPU units. @default 512 */
    memoryMiB: kit.integer({ min: 512, max: 122880 }).default(512),
    /** Architecture that the image is built for. @default "ARM64" */
    architecture: kit.choice(["ARM64", "X86_64"]).default("ARM64"),
    /** How many tasks run; autoscaling stays in between. */
    count: kit
      .object({
        /** Fewest tasks, 1 to 1000. @default 2 */
        minimum: kit.integer({ min: 1, max: 1000 }).default(2),
        /** Most tasks, 1 to 1000. @default 4 */
        maximum: kit.integer({ min: 1, max: 1000 }).default(4),
      })
      .prefault({}),
    /** When autoscaling adds tasks. */
    scaling: kit
      .object({
        /** Requests a minute that one task should get, 1 to 1000000. @default 1000 */
        requestsPerTargetPerMinute: kit.integer({ min: 1, max: 1_000_000 }).default(1000),
        /** Average CPU utilization in percent, 10 to 95. @default 60 */
        cpuPercent: kit.integer({ min: 10, max: 95 }).default(60),
      })
      .prefault({}),
    /** Path that answers 200 without signing in when the container is well. @default "/healthz" */
    healthCheckPath: kit
      .text(
        "/healthz",
        matches(
          /^\/[\x21-\x7E]{0,1023}$/,
          "must be an absolute path of at most 1024 characters",
          'write it like "/healthz"',
        ),
      )
      .default("/healthz"),
    /** Seconds after a start in which failed health checks do not count, 0 to 3600. @default 60 */
    healthCheckGracePeriodSeconds: kit.integer({ min: 0, max: 3600 }).default(60),
    /** Seconds a task keeps its open requests while it is taken out, 0 to 3600; longer ones end in a 502. @default 10 */
    deregistrationDelaySeconds: kit.integer({ min: 0, max: 3600 }).default(10),
    /** Seconds between SIGTERM and SIGKILL, 2 to 120. @default 30 */
    stopTimeoutSeconds: kit.integer({ min: 2, max: 120 }).default(30),
    ...variableFields(kit),
    /** Managed or own IAM policies for what the application itself calls in AWS. @default - none */
    taskRolePolicyArns: kit
      .list(
        kit.text(
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
          matches(
            /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
            "must be the ARN of an IAM policy",
            "copy it from IAM",
          ),
        ),
      )
      .default(() => []),
    /** What the container may connect to, beside HTTPS to anywhere. @default - nothing else */
    egress: kit
      .list(
        kit.object({
          /** TCP port, 1 to 65535. */
          port: kit.integer({ min: 1, max: 65535 }),
          /** IPv4 range. @default - none, where `securityGroupId` is given */
          cidr: cidrSchema(kit).optional(),
          /** Security group, in place of a range. @default - none, where `cidr` is given */
          securityGroupId: securityGroupIdSchema(kit).optional(),
          /** What it is for. */
          description: kit.text(
            "Egress",
            matches(
              /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
              "must be 1 to 255 plain characters",
              'say what it is for, like "Postgres"',
            ),
          ),
        }),
      )
      .default(() => []),
    /** `uid:gid` that the container runs as; never root. @default "1000:1000" */
    user: kit
      .text(
        "1000:1000",
        matches(
          /^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/,
          "must be a numeric uid or uid:gid, and not root (0)",
          'write it like "1000:1000"',
        ),
      )
      .default("1000:1000"),
    /** Folders that stay writable; the rest of the file system is read-only. @default ["/tmp"] */
    writablePaths: kit
      .list(
        kit.text(
          "/tmp",
          matches(
            /^\/[A-Za-z0-9._/-]+$/,
            "must be an absolute path other than /",
            'write it like "/tmp"',
          ),
        ),
      )
      .default(() => ["/tmp"]),
  });
}
