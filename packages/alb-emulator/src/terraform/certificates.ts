import * as z from "zod";
import type { SniCertificate } from "../model/load-balancer.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { metaArguments } from "./schemas/builders.ts";
import { existingCertificateSchema } from "./schemas/existing.ts";

const certificateSchema = z.looseObject({
  domain_name: z.string(),
  subject_alternative_names: z.array(z.string()).default([]),
});

const validationSchema = z.looseObject({ certificate_arn: z.string() });

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_certificate */
const listenerCertificateSchema = z.strictObject({
  ...metaArguments,
  listener_arn: z.string(),
  certificate_arn: z.string(),
  id: z.string().optional(),
});

/** A certificate, and the listener that somebody has added it to. */
export interface AddedCertificate extends SniCertificate {
  readonly listenerArn: string;
  /** Stack, folder or state that adds it. */
  readonly root: string;
}

/** The certificates of the source. */
export interface Certificates {
  /** Host names in lower case; they may begin with `*.`. */
  readonly namesOf: (certificateArn: string | undefined) => readonly string[];
  /** Those that listeners have besides their default certificates. */
  readonly added: readonly AddedCertificate[];
}

export function readCertificates(reader: ResourceReader): Certificates {
  const declared = reader.read("aws_acm_certificate", certificateSchema);
  // Listeners name the certificate through it, so its issues are reported too.
  reader.read("aws_acm_certificate_validation", validationSchema);
  const found = reader.read("data.aws_acm_certificate", existingCertificateSchema);
  const namesOf = (arn: string | undefined) => [
    ...new Set(
      [
        ...declared
          .filter(({ computed }) => computed("arn") === arn)
          .flatMap(({ attributes }) => [
            attributes.domain_name,
            ...attributes.subject_alternative_names,
          ]),
        ...found.flatMap(({ attributes: { arn: foundArn, domain } }) =>
          foundArn !== undefined && foundArn === arn && domain !== undefined ? [domain] : [],
        ),
      ].map((name) => name.toLowerCase()),
    ),
  ];
  const added = reader
    .read("aws_lb_listener_certificate", listenerCertificateSchema)
    .map(({ application: root, attributes }) => ({
      root,
      listenerArn: attributes.listener_arn,
      arn: attributes.certificate_arn,
      hostNames: namesOf(attributes.certificate_arn),
    }));
  return { namesOf, added };
}

/** Adds to a listener the certificates that it has besides its default one. */
export function withCertificates<Listener extends { readonly arn: string }>(
  listener: Listener,
  { added }: Certificates,
): Listener & { readonly sniCertificates?: readonly SniCertificate[] } {
  const sniCertificates = added
    .filter(({ listenerArn }) => listenerArn === listener.arn)
    .map(({ arn, hostNames }) => ({ arn, hostNames }));
  return sniCertificates.length === 0 ? listener : { ...listener, sniCertificates };
}
