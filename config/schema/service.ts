import { serviceAlarmsSchema } from "./alarms";
import { canarySchema } from "./canary";
import { matches } from "./check";
import * as field from "./field";
import { iamPolicyArnSchema } from "./iam";
import { imageSchema } from "./image";
import { imageBuildSchema } from "./image-build";
import { localProgramSchema } from "./local-program";
import { cidrSchema, securityGroupIdSchema } from "./ranges";
import { variableFields } from "./variables";

/** CPU units of a Fargate task. */
export const fargateCpuUnits = [256, 512, 1024, 2048, 4096, 8192, 16384] as const;

const folderSchema = field.string(
  matches(
    /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/,
    "must be an absolute path other than /, without empty parts, . and ..",
    'write it like "/tmp"',
  ),
);

const argumentsSchema = field.list(field.string(), { min: 1 });

/** One container image, run as a Fargate service. */
export const serviceSchema = field.object({
  /**
   * Image by digest. Without one the stack creates an ECR repository and takes the image from a
   * Terraform variable, so that a new image needs no new synthesis.
   * @default - a repository, and the variable `<service>_image`
   */
  image: imageSchema.optional(),
  /**
   * How `npm run deploy` builds the image and pushes it to the stack's repository.
   * @default - the image is built elsewhere: `npm run deploy -- --image`, or the variable `<service>_image`
   */
  build: imageBuildSchema.optional(),
  /** A second release beside the first, for some of the requests. @default - the service has one release only */
  canary: canarySchema.optional(),
  /** Port that the container listens on, 1 to 65535; the container gets it as `PORT`. @default 8080 */
  port: field.integer({ min: 1, max: 65535 }).default(8080),
  /** CPU units of a task; 1024 are one vCPU. @default 256 */
  cpuUnits: field.oneOf(fargateCpuUnits).default(256),
  /** Memory of a task in MiB; Fargate supports some sizes only, depending on the CPU units. @default 512 */
  memoryMiB: field.integer({ min: 512, max: 122880 }).default(512),
  /** CPU architecture of the image. @default "ARM64" */
  architecture: field.oneOf(["ARM64", "X86_64"]).default("ARM64"),
  /** Program and first arguments, instead of the `ENTRYPOINT` of the image. @default - that of the image */
  entryPoint: argumentsSchema.optional(),
  /** Arguments, instead of the `CMD` of the image. @default - those of the image */
  command: argumentsSchema.optional(),
  /** How tasks are divided between on-demand capacity and Spot, which is cheaper and which AWS takes back with two minutes' notice. */
  capacity: field
    .object({
      /** Number of tasks that always run on demand, before the weights count, 0 to 1000. @default 0 */
      onDemandBase: field.integer({ min: 0, max: 1000 }).default(0),
      /** Share of the other tasks that run on demand, 0 to 1000. @default 1 */
      onDemandWeight: field.integer({ min: 0, max: 1000 }).default(1),
      /** Share of the other tasks that run on Spot, 0 to 1000. @default 0 */
      spotWeight: field.integer({ min: 0, max: 1000 }).default(0),
    })
    .prefault({}),
  /** Number of tasks, and when autoscaling adds some. */
  scaling: field
    .object({
      /** Minimum number of tasks, 1 to 1000. @default 2 */
      minCapacity: field.integer({ min: 1, max: 1000 }).default(2),
      /** Maximum number of tasks, 1 to 1000. @default 4 */
      maxCapacity: field.integer({ min: 1, max: 1000 }).default(4),
      /** Target value of requests per minute and task, 1 to 1000000. @default 1000 */
      requestsPerTargetPerMinute: field.integer({ min: 1, max: 1_000_000 }).default(1000),
      /** Target value of the average CPU utilization in percent, 10 to 95. @default 60 */
      cpuPercent: field.integer({ min: 10, max: 95 }).default(60),
    })
    .prefault({}),
  /**
   * Path that returns 200 without sign-in once the container can serve users, and 503 before. A task
   * that never can is then found while it is deployed, and rolled back. @default "/readyz"
   */
  healthCheckPath: field
    .string(
      matches(
        /^\/[\x21-\x7E]{0,1023}$/,
        "must be an absolute path of at most 1024 characters",
        'write it like "/readyz"',
      ),
    )
    .default("/readyz"),
  /** When a task counts as healthy or unhealthy. */
  healthCheck: field
    .object({
      /** Seconds between two checks of a task, 5 to 300. @default 15 */
      intervalSeconds: field.integer({ min: 5, max: 300 }).default(15),
      /** Seconds without a response after which a check has failed, 2 to 120. @default 5 */
      timeoutSeconds: field.integer({ min: 2, max: 120 }).default(5),
      /** Successful checks in a row that make a task healthy, 2 to 10. @default 2 */
      healthyThreshold: field.integer({ min: 2, max: 10 }).default(2),
      /** Failed checks in a row that make a task unhealthy, 2 to 10. @default 3 */
      unhealthyThreshold: field.integer({ min: 2, max: 10 }).default(3),
      /** Status codes of a healthy task, 200 to 499: one, a list or a range. @default "200" */
      matcher: field
        .string(
          matches(
            /^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/,
            "must be status codes from 200 to 499, separated by commas, or ranges of them",
            'write it like "200" or "200,204" or "200-299"',
          ),
        )
        .default("200"),
    })
    .prefault({}),
  /** Seconds after a start during which failed health checks do not count, 0 to 3600. @default 60 */
  healthCheckGracePeriodSeconds: field.integer({ min: 0, max: 3600 }).default(60),
  /** Seconds that a task may finish its open requests when it is deregistered, 0 to 3600; longer ones end in a 502. @default 10 */
  deregistrationDelaySeconds: field.integer({ min: 0, max: 3600 }).default(10),
  /** Seconds between SIGTERM and SIGKILL, 2 to 120. @default 30 */
  stopTimeoutSeconds: field.integer({ min: 2, max: 120 }).default(30),
  ...variableFields,
  /** Program that `npm start` puts in place of the container. @default - the container */
  local: localProgramSchema.optional(),
  /** IAM policies for the AWS calls of the application itself. @default - none */
  taskRolePolicyArns: field.list(iamPolicyArnSchema).default(() => []),
  /** Destinations that the container may connect to, beside port 443 anywhere. @default - none */
  egress: field
    .list(
      field.object({
        /** TCP port, 1 to 65535. */
        port: field.integer({ min: 1, max: 65535 }),
        /** IPv4 range. @default - none, where `securityGroupId` is given */
        cidr: cidrSchema.optional(),
        /** Security group, instead of a range. @default - none, where `cidr` is given */
        securityGroupId: securityGroupIdSchema.optional(),
        /** What the destination is. */
        description: field.string(
          matches(
            /^[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
            "must be 1 to 255 of the characters A-Z a-z 0-9 space . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
            'name the destination, like "Postgres"',
          ),
        ),
      }),
    )
    .default(() => []),
  /** `uid:gid` that the container runs as, not root. @default "1000:1000" */
  user: field
    .string(
      matches(
        /^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/,
        "must be a numeric uid or uid:gid, and not root (0)",
        'write it like "1000:1000"',
      ),
    )
    .default("1000:1000"),
  /** Folders in memory, empty at the start, that `user` may write with any image; the rest of the file system is read-only. @default ["/tmp"] */
  writablePaths: field.list(folderSchema).default(() => ["/tmp"]),
  /** Maximum size of each of the `writablePaths` in MiB, 1 to 122880; what is in them counts as memory of the task. @default 64 */
  writablePathSizeMiB: field.integer({ min: 1, max: 122880 }).default(64),
  /** Folders on the task's disk, for more than fits into memory. The image must declare each as a `VOLUME` that `user` owns. @default - none */
  volumePaths: field.list(folderSchema).default(() => []),
  /** Allow `aws ecs execute-command` into the containers. Their file system is then writable, which ECS Exec needs. @default false */
  ecsExec: field.boolean().default(false),
  /** Days until the repository deletes an image that has no tag, 1 to 3650. Images with a tag are never deleted. @default - never */
  untaggedImageExpiryDays: field.integer({ min: 1, max: 3650 }).optional(),
  /** When the alarms of this service change state; only with `monitoring`. @default - as in the application's `alarms` */
  alarms: serviceAlarmsSchema.optional(),
});
