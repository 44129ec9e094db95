import type * as z from "zod";
import { isObject, type Json, type JsonObject } from "../terraform-stack.ts";
import { fieldsOf } from "./prune.ts";

/** Attributes that AWS or the provider sets, never the user; types with the same name share them. */
const computedAttributes = new Set([
  "arn",
  "arn_suffix",
  "aws_account_id",
  "client_secret",
  "cloudfront_distribution",
  "cloudfront_distribution_arn",
  "cloudfront_distribution_zone_id",
  "creation_date",
  "custom_domain",
  "dns_name",
  "domain",
  "endpoint",
  "estimated_number_of_users",
  "id",
  "last_modified_date",
  "load_balancer_arns",
  "owner_id",
  "s3_bucket",
  "scope_identifiers",
  "security_group_rule_id",
  "tags_all",
  "version",
  "vpc_id",
  "zone_id",
]);

/**
 * Removes attributes that nobody has set from the complete values of a state: empty values, and among
 * those that the schema does not know also what AWS computes, zeros and `false`.
 */
export function withoutUnsetValues(schema: z.core.$ZodType, values: JsonObject): JsonObject {
  return cleaned(schema, values) as JsonObject;
}

function cleaned(schema: z.core.$ZodType | undefined, value: Json): Json {
  if (Array.isArray(value)) return value.map((entry) => cleaned(schema, entry));
  if (!isObject(value)) return value;
  const fields = schema === undefined ? undefined : fieldsOf(schema);
  const kept: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const field = fields?.[key];
    const isUnknown = fields !== undefined && field === undefined;
    if (isEmpty(entry) || (isUnknown && (isZero(entry) || computedAttributes.has(key)))) continue;
    kept[key] = cleaned(field, entry);
  }
  return kept;
}

function isEmpty(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0 || value.every(isEmpty);
  if (isObject(value)) return Object.values(value).every(isEmpty);
  return value === null || value === "";
}

function isZero(value: Json): boolean {
  if (Array.isArray(value)) return value.every(isZero);
  if (isObject(value))
    return Object.values(value).every((entry) => isEmpty(entry) || isZero(entry));
  return value === 0 || value === false;
}
