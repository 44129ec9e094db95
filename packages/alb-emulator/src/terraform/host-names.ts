import * as z from "zod";
import type { Listener } from "../model/load-balancer.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { block } from "./schemas/builders.ts";
import { existingCertificateSchema } from "./schemas/existing.ts";

const certificateSchema = z.looseObject({
  domain_name: z.string(),
  subject_alternative_names: z.array(z.string()).default([]),
});

const userPoolDomainSchema = z.looseObject({ domain: z.string().optional() });

const validationSchema = z.looseObject({ certificate_arn: z.string() });

const aliasSchema = z.looseObject({
  // Unknown where another resource than a load balancer decides it.
  name: z.string().optional(),
  type: z.string(),
  alias: block(z.looseObject({ name: z.string().optional() })),
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
  const found = reader.read("data.aws_acm_certificate", existingCertificateSchema);
  const userPoolDomains = reader
    .read("aws_cognito_user_pool_domain", userPoolDomainSchema)
    .map(({ attributes }) => attributes.domain?.toLowerCase());
  return (dnsName: string, listeners: readonly Listener[]): readonly string[] => {
    const certificateArns = listeners.map(({ certificateArn }) => certificateArn);
    const certified = certificates
      .filter(({ computed }) => certificateArns.includes(computed("arn")))
      .flatMap(({ attributes }) => [
        attributes.domain_name,
        ...attributes.subject_alternative_names,
      ]);
    const existing = found.flatMap(({ attributes: { arn, domain } }) =>
      arn !== undefined && domain !== undefined && certificateArns.includes(arn) ? [domain] : [],
    );
    const aliased = aliases
      .filter(({ attributes }) => attributes.alias.name === dnsName)
      .flatMap(({ attributes }) => attributes.name ?? []);
    // With an existing certificate and DNS, the callback URLs still hold the names.
    const candidates = [
      [...certified, ...existing, ...aliased],
      callbackHosts(listeners),
      conditionHosts(listeners),
      // Sign-in has to return to some name.
      listeners.some(signsInAnywhere) ? [dnsName] : [],
    ];
    // A certificate may hold a user pool's own domain as well, which Cognito serves and no load balancer.
    const served = candidates.map((names) =>
      names
        .map((name) => name.toLowerCase())
        .filter((name) => !/[*?]/.test(name) && !userPoolDomains.includes(name)),
    );
    return [...new Set(served.find((names) => names.length > 0) ?? [])];
  };
}

/** Whether it signs in with a client whose callback URLs are not known. */
function signsInAnywhere({ rules, defaultRule }: Listener): boolean {
  return [...rules, defaultRule]
    .flatMap(({ actions }) => actions)
    .some(
      (action) =>
        action.type === "authenticate-oidc" ||
        (action.type === "authenticate-cognito" && action.provider.acceptsAnyUrl),
    );
}

/** Host names that rules ask for. */
function conditionHosts(listeners: readonly Listener[]): readonly string[] {
  return listeners
    .flatMap(({ rules }) => rules)
    .flatMap(({ conditions }) => conditions)
    .flatMap((condition) => (condition.field === "host-header" ? condition.values : []));
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
