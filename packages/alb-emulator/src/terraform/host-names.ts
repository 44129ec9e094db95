import * as z from "zod";
import type { Listener } from "../model/load-balancer.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { block } from "./schemas/builders.ts";

const certificateSchema = z.looseObject({
  domain_name: z.string(),
  subject_alternative_names: z.array(z.string()).default([]),
});

const validationSchema = z.looseObject({ certificate_arn: z.string() });

const aliasSchema = z.looseObject({
  name: z.string(),
  type: z.string(),
  alias: block(z.looseObject({ name: z.string() })),
});

/** The host names of a load balancer: of its certificates, then of its DNS records. */
export function readHostNames(reader: ResourceReader) {
  const certificates = reader.read("aws_acm_certificate", certificateSchema);
  // Listeners name the certificate through it, so its issues are reported too.
  reader.read("aws_acm_certificate_validation", validationSchema);
  const aliases = reader.readWhere(
    "aws_route53_record",
    aliasSchema,
    (record) => "alias" in record,
  );
  return (dnsName: string, listeners: readonly Listener[]): readonly string[] => {
    const certificateArns = listeners.map(({ certificateArn }) => certificateArn);
    const certified = certificates
      .filter(({ computed }) => certificateArns.includes(computed("arn")))
      .flatMap(({ attributes }) => [
        attributes.domain_name,
        ...attributes.subject_alternative_names,
      ]);
    const aliased = aliases
      .filter(({ attributes }) => attributes.alias.name === dnsName)
      .map(({ attributes }) => attributes.name);
    // With an existing certificate and DNS, the callback URLs still hold the names.
    const names = [...certified, ...aliased];
    const known = names.length > 0 ? names : callbackHosts(listeners);
    return [...new Set(known.map((name) => name.toLowerCase()))].filter(
      (name) => !name.includes("*"),
    );
  };
}

function callbackHosts(listeners: readonly Listener[]): readonly string[] {
  return listeners
    .flatMap(({ rules, defaultRule }) => [...rules, defaultRule])
    .flatMap(({ actions }) => actions)
    .flatMap((action) =>
      action.type === "authenticate-cognito" ? action.provider.callbackUrls : [],
    )
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).hostname);
}
