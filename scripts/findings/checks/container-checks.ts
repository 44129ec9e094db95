import type { StackResource } from "../../cost/synthesized-stack";
import { attributeOf, equals, type FindingCheck, hasA, isSet } from "../finding-check";

const taskDefinition = "aws_ecs_task_definition";

/** Containers of a task definition, which is JSON text with references in it. */
function containers(resource: StackResource): readonly Readonly<Record<string, unknown>>[] {
  const text = String(attributeOf(resource, "container_definitions"));
  // References such as a count are no JSON by themselves.
  return JSON.parse(text.replace(/:\s*\$\{[^}]*\}/g, ":null"));
}

const everyContainer =
  (passes: (container: Readonly<Record<string, unknown>>) => boolean) =>
  (resource: StackResource) =>
    containers(resource).every(passes);

/** Names of variables that usually hold a secret. */
const secretName = /(PASSWORD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)$/i;

/** Repositories, clusters, services and log groups. */
export const containerChecks: readonly FindingCheck[] = [
  {
    ids: ["CKV_AWS_51", "AWS-0031", "ECR.2"],
    title: "Tags of images cannot be moved",
    type: "aws_ecr_repository",
    passes: equals("image_tag_mutability", "IMMUTABLE"),
  },
  {
    ids: ["CKV_AWS_163", "AWS-0030", "ECR.1"],
    title: "Images are scanned",
    type: "aws_ecr_repository",
    passes: equals("image_scanning_configuration.scan_on_push", true),
  },
  {
    ids: ["CKV_AWS_136", "AWS-0033", "ECR.5"],
    title: "Images are encrypted with a KMS key",
    type: "aws_ecr_repository",
    passes: equals("encryption_configuration.encryption_type", "KMS"),
  },
  {
    ids: ["CKV_AWS_32", "AWS-0032"],
    title: "Nobody else may pull images",
    type: "aws_ecr_repository_policy",
    passes: ({ attributes }) => !JSON.stringify(attributes).includes('\\"Principal\\":\\"*\\"'),
  },
  {
    ids: ["ECR.3"],
    title: "Old images are deleted",
    type: "aws_ecr_repository",
    passes: hasA("aws_ecr_lifecycle_policy"),
  },
  {
    ids: ["CKV_AWS_65", "AWS-0034", "ECS.12"],
    title: "Clusters have Container Insights",
    type: "aws_ecs_cluster",
    passes: (cluster) =>
      ["enabled", "enhanced"].includes(String(attributeOf(cluster, "setting.value"))),
  },
  {
    ids: ["CKV_AWS_223", "CKV_AWS_224"],
    title: "Commands in containers are logged, with a key",
    type: "aws_ecs_cluster",
    passes: (cluster, { resources }) =>
      !resources.some(({ attributes }) => attributes.enable_execute_command === true) ||
      attributeOf(cluster, "configuration.execute_command_configuration.kms_key_id") !== undefined,
  },
  {
    ids: ["CKV_AWS_333", "ECS.2", "ECS.16"],
    title: "Tasks have no public address",
    type: "aws_ecs_service",
    passes: (service) => attributeOf(service, "network_configuration.assign_public_ip") !== true,
  },
  {
    ids: ["CKV_AWS_332", "ECS.10"],
    title: "Tasks run on the latest platform version, which is the default",
    type: "aws_ecs_service",
    passes: (service) =>
      [undefined, "LATEST"].includes(
        attributeOf(service, "platform_version") as string | undefined,
      ),
  },
  {
    ids: ["CKV_AWS_334", "ECS.4"],
    title: "Containers are not privileged",
    type: taskDefinition,
    passes: everyContainer(({ privileged }) => privileged !== true),
  },
  {
    ids: ["CKV_AWS_335", "ECS.3"],
    title: "Tasks do not share processes with the host",
    type: taskDefinition,
    passes: (task) => attributeOf(task, "pid_mode") !== "host",
  },
  {
    ids: ["CKV_AWS_336", "ECS.5"],
    title: "The file system of containers is read-only",
    type: taskDefinition,
    passes: everyContainer(({ readonlyRootFilesystem }) => readonlyRootFilesystem === true),
  },
  {
    ids: ["AWS-0036", "ECS.8"],
    title: "Variables of containers hold no secrets",
    type: taskDefinition,
    passes: everyContainer(({ environment = [] }) =>
      (environment as { name: string }[]).every(({ name }) => !secretName.test(name)),
    ),
  },
  {
    ids: ["ECS.9"],
    title: "Containers have a log",
    type: taskDefinition,
    passes: everyContainer(({ logConfiguration }) => logConfiguration !== undefined),
  },
  {
    ids: ["ECS.20"],
    title: "Containers do not run as root",
    type: taskDefinition,
    passes: everyContainer(({ user }) => user !== undefined && !/^(root|0)(:|$)/.test(`${user}`)),
  },
  {
    ids: ["CKV_AWS_249"],
    title: "A container's role is not the one that starts it",
    type: taskDefinition,
    passes: (task) =>
      attributeOf(task, "execution_role_arn") !== attributeOf(task, "task_role_arn"),
  },
  {
    ids: ["CKV_AWS_66", "CloudWatch.16"],
    title: "Logs have a retention period",
    type: "aws_cloudwatch_log_group",
    passes: isSet("retention_in_days"),
  },
  {
    ids: ["CKV_AWS_338"],
    title: "Logs are kept for a year",
    type: "aws_cloudwatch_log_group",
    passes: (group) => Number(attributeOf(group, "retention_in_days")) >= 365,
  },
  {
    ids: ["CKV_AWS_158", "AWS-0017"],
    title: "Logs are encrypted with a key of the account",
    type: "aws_cloudwatch_log_group",
    passes: isSet("kms_key_id"),
  },
];
