import { isObject, type Json, type JsonObject } from "../../../terraform/terraform-stack.ts";
import { reasonOf } from "../unresolved.ts";
import type { ResourceMapping } from "./mapping.ts";
import { present, snakeCase } from "./snake-case.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-certificatemanager-certificate.html */
export const certificate: ResourceMapping = {
  type: "aws_acm_certificate",
  ref: "arn",
  values: { CertificateArn: "arn" },
  toAttributes: (properties) => snakeCase(properties),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html */
export const recordSet: ResourceMapping = {
  type: "aws_route53_record",
  ref: "name",
  propertyNames: { alias: "AliasTarget" },
  toAttributes: ({ AliasTarget: target, Name: name, Type: type }) => ({
    ...present({ name: withoutDot(name), type }),
    ...alias(target),
  }),
};

/** A record for something whose name only AWS knows is not one for a load balancer of the template. */
function alias(target: Json | undefined): JsonObject {
  const name = isObject(target) ? target.DNSName : undefined;
  if (typeof name !== "string" || reasonOf(name) !== undefined) return {};
  return { alias: { name: name.replace(/^dualstack\./, "").replace(/\.$/, "") } };
}

function withoutDot(name: Json | undefined): Json | undefined {
  return typeof name === "string" ? name.replace(/\.$/, "") : name;
}
