import * as z from "zod";
import type { Listener, Rule } from "../model/load-balancer.ts";
import type { Certificates } from "./certificates.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { block } from "./schemas/builders.ts";

const userPoolDomainSchema = z.looseObject({ domain: z.string().optional() });

const aliasSchema = z.looseObject({
  // Unknown where another resource than a load balancer decides it.
  name: z.string().optional(),
  type: z.string(),
  alias: block(z.looseObject({ name: z.string().optional() })),
});

/** The host names of a load balancer. */
export interface HostNames {
  readonly all: readonly string[];
  /** Those of one root: of the certificates, DNS records and rules that it declares. */
  readonly ofRoot: (root: string) => readonly string[];
}

/** A load balancer whose host names are looked for. */
export interface NamedLoadBalancer {
  readonly dnsName: string;
  readonly listeners: readonly Listener[];
  /** Other roots than its own that have rules or targets at it. */
  readonly otherRoots: readonly string[];
}

/** The host names of load balancers: of their certificates, then of their DNS records. */
export function readHostNames(reader: ResourceReader, { namesOf, added }: Certificates) {
  const aliases = reader.readWhere(
    "aws_route53_record",
    aliasSchema,
    (record) => "alias" in record,
  );
  const userPoolDomains = reader
    .read("aws_cognito_user_pool_domain", userPoolDomainSchema)
    .map(({ attributes }) => attributes.domain?.toLowerCase());
  // A certificate may hold a user pool's own domain as well, which Cognito serves and no load balancer.
  const served = (names: readonly string[]) => [
    ...new Set(
      names
        .map((name) => name.toLowerCase())
        .filter((name) => !/[*?]/.test(name) && !userPoolDomains.includes(name)),
    ),
  ];
  const firstServed = (candidates: readonly (readonly string[])[]) =>
    candidates.map(served).find((names) => names.length > 0) ?? [];

  return ({ dnsName, listeners, otherRoots }: NamedLoadBalancer): HostNames => {
    const arns = listeners.map(({ arn }) => arn);
    const addedBy = (isWanted: (root: string) => boolean) =>
      added
        .filter(({ listenerArn, root }) => arns.includes(listenerArn) && isWanted(root))
        .flatMap(({ hostNames }) => hostNames);
    const aliasedBy = (isWanted: (root: string) => boolean) =>
      aliases
        .filter(
          ({ attributes, application }) =>
            attributes.alias.name === dnsName && isWanted(application),
        )
        .flatMap(({ attributes }) => attributes.name ?? []);
    const rulesBy = (isWanted: (root: string) => boolean) =>
      listeners
        .flatMap(({ rules, defaultRule }) => [...rules, defaultRule])
        .filter(({ application = "" }) => isWanted(application));

    const ofRoot = (root: string) => {
      const isRoot = (other: string) => other === root;
      const rules = rulesBy(isRoot);
      return firstServed([
        [...addedBy(isRoot), ...aliasedBy(isRoot), ...conditionHosts(rules)],
        callbackHosts(rules),
      ]);
    };
    const others = otherRoots.flatMap(ofRoot);
    const isOwn = (root: string) => !otherRoots.includes(root);
    const certified = [
      ...listeners.flatMap(({ certificateArn }) => namesOf(certificateArn)),
      ...addedBy(isOwn),
    ];
    const rules = rulesBy(isOwn);
    const candidates = [
      [
        ...certified,
        ...aliasedBy(isOwn),
        ...conditionHosts(rules).filter((host) => isBelowWildcard(host, certified)),
      ],
      // With an existing certificate and DNS, the callback URLs still hold the names.
      callbackHosts(rules),
      conditionHosts(rules),
      // Sign-in has to return to some name.
      rules.some(signsInAnywhere) && others.length === 0 ? [dnsName] : [],
    ];
    return { all: [...new Set([...others, ...firstServed(candidates)])], ofRoot };
  };
}

/** Whether a certificate for `*.example.com` holds the name. */
function isBelowWildcard(host: string, certified: readonly string[]): boolean {
  return certified.includes(`*${host.slice(host.indexOf("."))}`);
}

/** Whether it signs in with a client whose callback URLs are not known. */
function signsInAnywhere({ actions }: Rule): boolean {
  return actions.some(
    (action) =>
      action.type === "authenticate-oidc" ||
      (action.type === "authenticate-cognito" && action.provider.acceptsAnyUrl),
  );
}

/** Host names that rules ask for. */
function conditionHosts(rules: readonly Rule[]): readonly string[] {
  return rules
    .flatMap(({ conditions }) => conditions)
    .flatMap((condition) => (condition.field === "host-header" ? condition.values : []));
}

function callbackHosts(rules: readonly Rule[]): readonly string[] {
  return rules
    .flatMap(({ actions }) => actions)
    .flatMap((action) =>
      action.type === "authenticate-cognito" ? action.provider.callbackUrls : [],
    )
    .filter((url) => URL.canParse(url))
    .map((url) => new URL(url).hostname);
}
