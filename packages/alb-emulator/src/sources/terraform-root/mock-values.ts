import {
  accountId,
  syntheticAttributes,
  syntheticValue,
} from "../../terraform/references/synthetic-values.ts";
import { isObject, type Json, type JsonObject } from "../../terraform/terraform-stack.ts";
import { canonicalType } from "../../terraform/values/canonical-type.ts";
import { existingValues } from "./data-values.ts";

/** A resource in a plan, with what is known of it before apply. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  /** Such as `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  readonly known: JsonObject;
  /** `true` where a value is known only after apply. */
  readonly unknown: Json;
}

/** Attribute types of a provider's resources, as `terraform providers schema` prints them. */
export type ResourceSchemas = Readonly<Record<string, JsonObject>>;

/** Data sources whose values AWS would decide; others get random text from the mock. */
export function mockedDataSources(region: string): Readonly<Record<string, JsonObject>> {
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:${region}:${accountId}:${rest}`;
  const id = "00000000-0000-4000-8000-000000000000";
  return {
    aws_iam_policy_document: { json: '{"Version":"2012-10-17","Statement":[]}' },
    aws_partition: { partition: "aws", dns_suffix: "amazonaws.com" },
    aws_region: { name: region, id: region },
    aws_caller_identity: { account_id: accountId, arn: `arn:aws:iam::${accountId}:root` },
    aws_availability_zones: { names: ["a", "b", "c"].map((zone) => `${region}${zone}`) },
    aws_vpc: { cidr_block: "10.0.0.0/16", id: "vpc-0123456789abcdef0" },
    aws_vpcs: { ids: ["vpc-0123456789abcdef0"] },
    aws_subnet: { cidr_block: "10.0.0.0/24", availability_zone: `${region}a` },
    aws_subnets: { ids: [0, 1, 2].map((digit) => `subnet-0123456789abcdef${digit}`) },
    aws_security_groups: { ids: ["sg-0123456789abcdef0"] },
    aws_iam_role: { arn: `arn:aws:iam::${accountId}:role/existing` },
    aws_iam_policy: { arn: `arn:aws:iam::${accountId}:policy/existing` },
    aws_s3_bucket: { arn: "arn:aws:s3:::existing" },
    aws_secretsmanager_secret: { arn: arn("secretsmanager", "secret:existing-abcdef") },
    aws_ssm_parameter: { arn: arn("ssm", "parameter/existing") },
    aws_sns_topic: { arn: arn("sns", "existing") },
    aws_sqs_queue: { arn: arn("sqs", "existing") },
    aws_lambda_function: { arn: arn("lambda", "function:existing") },
    aws_wafv2_web_acl: { arn: arn("wafv2", `regional/webacl/existing/${id}`) },
    aws_ecr_repository: { arn: arn("ecr", "repository/existing") },
    aws_ecs_task_definition: { arn: arn("ecs", "task-definition/existing:1") },
    aws_ecs_cluster: { arn: arn("ecs", "cluster/existing") },
    aws_kms_key: { arn: arn("kms", `key/${id}`) },
    aws_kms_alias: { arn: arn("kms", "alias/existing"), target_key_arn: arn("kms", `key/${id}`) },
    ...Object.fromEntries(
      existingTypes.map((type) => [
        type,
        existingValues(
          { application: "", address: "", type, name: "", values: {}, isData: true },
          region,
        ),
      ]),
    ),
  };
}

/** Data sources that get values of their own once their arguments are known. */
const existingTypes = [
  "aws_acm_certificate",
  "aws_alb",
  "aws_alb_listener",
  "aws_alb_target_group",
  "aws_cognito_user_pool",
  "aws_cognito_user_pool_clients",
  "aws_cognito_user_pools",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_target_group",
  "aws_security_group",
];

/**
 * Defaults of all types for what must have a certain form: the provider checks every ARN that it is
 * given, and functions such as `cidrsubnet` compute with address ranges that AWS assigns.
 */
export function mockDefaults(schemas: ResourceSchemas, region: string): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([type, schema]) => {
      const attributes = attributesOf(schema);
      const defaults: JsonObject = {
        ...(attributes.arn !== undefined && { arn: arnOf(type, region) }),
        ...(isComputed(attributes.cidr_block) && { cidr_block: "10.0.0.0/16" }),
        ...(isComputed(attributes.ipv6_cidr_block) && { ipv6_cidr_block: "2001:db8::/56" }),
      };
      return Object.keys(defaults).length === 0 ? [] : [[type, defaults]];
    }),
  );
}

function isComputed(attribute: Json | undefined): boolean {
  return isObject(attribute) && attribute.computed === true;
}

function arnOf(type: string, region: string): string {
  const [, service = "x", ...kind] = type.split("_");
  if (service === "iam") return `arn:aws:iam::${accountId}:${kind.join("-") || "role"}/mocked`;
  if (service === "s3") return "arn:aws:s3:::mocked";
  return `arn:aws:${service}:${region}:${accountId}:${kind.join("-")}/mocked`;
}

/** Values of AWS's shape for what others refer to: the same ones at every start. */
export function syntheticValuesFor(
  resource: PlannedResource,
  region: string,
  application: string,
): JsonObject {
  const type = canonicalType(resource.type);
  const values: JsonObject = {};
  for (const attribute of syntheticAttributes(type)) {
    // A name may be set; all others are AWS's.
    const isSet = attribute === "name" && typeof resource.known.name === "string";
    const synthetic = syntheticValue(type, attribute, {
      stack: application,
      resource: resource.address,
      region,
      attribute: (name) => knownOrTypical(resource.known[name], name, region),
    });
    if (!isSet && synthetic !== undefined) values[attribute] = synthetic;
  }
  return values;
}

/** ARNs of a load balancer or listener that are known only after apply, in their form. */
function knownOrTypical(known: Json | undefined, name: string, region: string): string {
  if (typeof known === "string" || typeof known === "number") return String(known);
  const prefix = `arn:aws:elasticloadbalancing:${region}:${accountId}`;
  if (name === "load_balancer_arn") return `${prefix}:loadbalancer/app/lb/0123456789abcdef`;
  if (name === "listener_arn") return `${prefix}:listener/app/lb/0123456789abcdef/0123456789abcdef`;
  return "";
}

/**
 * A certificate with every computed attribute. Its validation options decide how many DNS records there
 * are, so they must be known while planning, and then Terraform wants all of them to be the same later.
 */
export function certificateValues(
  { known }: PlannedResource,
  schema: JsonObject,
  synthetic: JsonObject,
): JsonObject {
  const values: JsonObject = {};
  for (const [name, attribute] of Object.entries(attributesOf(schema))) {
    if (!isObject(attribute) || !isComputed(attribute)) continue;
    // What may be set is as it was planned, whoever has set it.
    values[name] = attribute.optional === true ? (known[name] ?? null) : emptyOf(attribute.type);
  }
  const alternatives = Array.isArray(known.subject_alternative_names)
    ? known.subject_alternative_names
    : [];
  const names = [...new Set([known.domain_name, ...alternatives].map(String))];
  return {
    ...values,
    ...synthetic,
    domain_validation_options: names.map((name) => ({
      domain_name: name,
      resource_record_name: `_0123456789abcdef.${name.replace(/^\*\./, "")}.`,
      resource_record_type: "CNAME",
      resource_record_value: "_fedcba9876543210.acm-validations.aws.",
    })),
  };
}

function attributesOf(schema: JsonObject): JsonObject {
  return isObject(schema.block) && isObject(schema.block.attributes) ? schema.block.attributes : {};
}

function emptyOf(type: Json | undefined): Json {
  if (type === "string") return "";
  if (type === "number") return 0;
  if (type === "bool") return false;
  return Array.isArray(type) && (type[0] === "map" || type[0] === "object") ? {} : [];
}
