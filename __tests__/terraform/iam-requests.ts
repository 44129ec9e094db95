import type { IamRequest } from "../support/iam-policy";
import type { AwsCall } from "./recorder";

/** Account and region of the emulated AWS. */
const accountId = "123456789012";
const region = "eu-central-1";

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

type Fields = Readonly<Record<string, string | undefined>>;

/** The fields of a form or of JSON that are texts. */
function fieldsOf(body: string): Fields {
  if (body.startsWith("{")) return JSON.parse(body);
  return Object.fromEntries(new URLSearchParams(body));
}

/** Parts of S3's and IAM's names that differ: the action by the query of a request. */
const bucketActions: Readonly<Record<string, string>> = {
  accelerate: "AccelerateConfiguration",
  acl: "BucketAcl",
  cors: "BucketCORS",
  encryption: "EncryptionConfiguration",
  lifecycle: "LifecycleConfiguration",
  logging: "BucketLogging",
  "object-lock": "BucketObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  publicAccessBlock: "BucketPublicAccessBlock",
  replication: "ReplicationConfiguration",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
function s3Request(method: string, { pathname, searchParams }: URL): IamRequest {
  const [, bucket = "", ...rest] = pathname.split("/");
  const key = rest.join("/");
  const resource = `arn:aws:s3:::${bucket}${key === "" ? "" : `/${key}`}`;
  if (key !== "") {
    const verb = { PUT: "Put", DELETE: "Delete" }[method] ?? "Get";
    return { action: `s3:${verb}Object`, resource };
  }
  const setting = Object.keys(bucketActions).find((name) => searchParams.has(name));
  if (setting !== undefined) {
    // Only a policy has an action of its own for its deletion.
    const verb =
      method === "GET" ? "Get" : method === "DELETE" && setting === "policy" ? "Delete" : "Put";
    return { action: `s3:${verb}${bucketActions[setting]}`, resource };
  }
  if (searchParams.has("versions")) return { action: "s3:ListBucketVersions", resource };
  if (method === "POST" && searchParams.has("delete")) {
    return { action: "s3:DeleteObjectVersion", resource: `${resource}/object` };
  }
  const action = { PUT: "s3:CreateBucket", DELETE: "s3:DeleteBucket" }[method] ?? "s3:ListBucket";
  return { action, resource };
}

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html */
function route53Request(method: string, { pathname }: URL): IamRequest {
  const [, , kind = "", id, part] = pathname.split("/");
  const zone = (zoneId: string | undefined) => `arn:aws:route53:::hostedzone/${zoneId}`;
  if (kind === "change") {
    return { action: "route53:GetChange", resource: `arn:aws:route53:::change/${id}` };
  }
  if (kind === "tags") return { action: "route53:ListTagsForResource", resource: zone(part) };
  if (id === undefined) return { action: "route53:ListHostedZones" };
  if (part === undefined) return { action: "route53:GetHostedZone", resource: zone(id) };
  const action = method === "POST" ? "ChangeResourceRecordSets" : "ListResourceRecordSets";
  return { action: `route53:${action}`, resource: zone(id) };
}

/** ARN of the resource of a call, where its fields name it. */
function resourceOf(service: string, operation: string, fields: Fields): string | undefined {
  switch (service) {
    case "iam":
      if (fields.RoleName !== undefined) return `arn:aws:iam::${accountId}:role/${fields.RoleName}`;
      if (fields.PolicyName !== undefined) {
        return `arn:aws:iam::${accountId}:policy/${fields.PolicyName}`;
      }
      return fields.PolicyArn ?? fields.OpenIDConnectProviderArn;
    case "ecr":
      return fields.resourceArn ?? nameAs("ecr", "repository/", fields.repositoryName);
    case "logs":
      if (operation === "DescribeLogGroups") return undefined;
      return fields.resourceArn ?? nameAs("logs", "log-group:", fields.logGroupName);
    case "cognito-idp":
      return nameAs("cognito-idp", "userpool/", fields.UserPoolId);
    case "acm":
      return fields.CertificateArn;
    case "ecs":
      if (fields.family !== undefined) return arn("ecs", `task-definition/${fields.family}:1`);
      if (fields.serviceName !== undefined) {
        const cluster = fields.cluster?.split("/").at(-1);
        return arn("ecs", `service/${cluster}/${fields.serviceName}`);
      }
      return nameAs("ecs", "cluster/", fields.clusterName);
    case "elasticloadbalancing":
      if (operation === "CreateLoadBalancer") {
        return arn("elasticloadbalancing", `loadbalancer/app/${fields.Name}/0123456789abcdef`);
      }
      return (
        fields.ListenerArn ?? fields.LoadBalancerArn ?? fields.RuleArn ?? fields.TargetGroupArn
      );
    default:
      return undefined;
  }
}

function nameAs(service: string, prefix: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : arn(service, `${prefix}${name}`);
}

/** Roles that a call hands to a service, each of which IAM checks as `iam:PassRole`. */
function passedRoles(operation: string, fields: Fields): IamRequest[] {
  const pass = (resource: string | undefined, service: string): IamRequest[] =>
    resource === undefined
      ? []
      : [{ action: "iam:PassRole", resource, context: { "iam:PassedToService": service } }];
  if (operation === "RegisterTaskDefinition") {
    return [
      ...pass(fields.executionRoleArn, "ecs-tasks.amazonaws.com"),
      ...pass(fields.taskRoleArn, "ecs-tasks.amazonaws.com"),
    ];
  }
  if (operation === "CreateFlowLogs") {
    return pass(fields.DeliverLogsPermissionArn, "vpc-flow-logs.amazonaws.com");
  }
  return [];
}

/** The action that a service checks in addition for tags of something that is created. */
const taggingActions: Readonly<Record<string, string>> = {
  acm: "acm:AddTagsToCertificate",
  "application-autoscaling": "application-autoscaling:TagResource",
  "cognito-idp": "cognito-idp:TagResource",
  ec2: "ec2:CreateTags",
  ecr: "ecr:TagResource",
  ecs: "ecs:TagResource",
  elasticloadbalancing: "elasticloadbalancing:AddTags",
  iam: "iam:TagRole",
  logs: "logs:TagResource",
};

function tagging({ service, operation, body }: AwsCall): IamRequest[] {
  const action = taggingActions[service];
  if (action === undefined || !/^(Create|Register|Request|Allocate)/.test(operation)) return [];
  return /"\w*[Tt]ags"|Tags?\.|TagSpecification/.test(body) ? [{ action }] : [];
}

/**
 * Calls that need no permission: AWS tells everybody who they are, and the provider asks for a user only
 * where the test's override makes it skip that.
 */
const unchecked = ["sts:GetCallerIdentity", "iam:GetUser"];

/** What IAM decides for a recorded call. */
export function iamRequests(call: AwsCall): IamRequest[] {
  const { service, operation, body } = call;
  const [method = "", path] = operation.split(" ");
  if (path !== undefined) {
    const url = new URL(path, "http://aws");
    if (service === "s3") return [s3Request(method, url)];
    if (service === "route53") return [route53Request(method, url)];
    throw new Error(`The test does not know which action ${service} checks for ${operation}.`);
  }
  const action = `${service}:${operation}`;
  if (unchecked.includes(action)) return [];
  const fields = fieldsOf(body);
  const namespace = fields.ServiceNamespace;
  const request: IamRequest = {
    action,
    resource: resourceOf(service, operation, fields),
    context: {
      "aws:RequestedRegion": region,
      ...(namespace === undefined
        ? {}
        : { "application-autoscaling:service-namespace": namespace }),
    },
  };
  return [request, ...tagging(call), ...passedRoles(operation, fields)];
}
