import type { LoadBalancerModel } from "../model/load-balancer.ts";

/**
 * Hosts that publish the keys of a user pool: Cognito has two issuers for each pool.
 * @param issuer `https://cognito-idp.<region>.amazonaws.com/<pool id>`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function issuerHosts(issuer: string): readonly string[] {
  const host = new URL(issuer).hostname;
  return host.startsWith("cognito-idp.") ? [host, `issuer-${host}`] : [host];
}

/**
 * Base URL of the load balancers' public keys in a region; `/<kid>` follows.
 * @param arn Of a load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export function publicKeysUrl(arn: string): string {
  const [, partition, , region = ""] = arn.split(":");
  return partition === "aws-us-gov"
    ? `https://s3-${region}.amazonaws.com/aws-elb-public-keys-prod-${region}`
    : `https://public-keys.auth.elb.${region}.amazonaws.com`;
}

/**
 * Host names that a load balancer serves, also those that only its rules name.
 * @returns lower case; those of rules may contain `*` and `?`
 */
export function servedNames({
  hostNames,
  dnsName,
  listeners,
}: LoadBalancerModel): readonly string[] {
  const conditions = listeners
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => rule.conditions)
    .flatMap((condition) => (condition.field === "host-header" ? condition.values : []))
    .map((value) => value.toLowerCase());
  return [...new Set([...hostNames, ...conditions, dnsName.toLowerCase()])];
}

/** Those of {@link servedNames} that clients have to resolve to the emulator. */
export function namesToResolve(model: LoadBalancerModel): readonly string[] {
  return servedNames(model).filter(
    (name) => !/[*?]/.test(name) && name !== model.dnsName.toLowerCase(),
  );
}
