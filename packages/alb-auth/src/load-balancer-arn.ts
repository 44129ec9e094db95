/** The parts of an Application Load Balancer's ARN that determine where its keys are. */
export interface LoadBalancerArn {
  readonly partition: string;
  readonly region: string;
}

const pattern =
  /^arn:(aws[a-z-]*):elasticloadbalancing:([a-z0-9-]+):\d{12}:loadbalancer\/app\/[A-Za-z0-9-]{1,32}\/[A-Za-z0-9]+$/;

/**
 * Reads an Application Load Balancer's ARN.
 *
 * @param arn text to read
 * @returns its parts, or `undefined` when the text is not such an ARN
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export function parseLoadBalancerArn(arn: string): LoadBalancerArn | undefined {
  const [, partition, region] = pattern.exec(arn) ?? [];
  return partition === undefined || region === undefined ? undefined : { partition, region };
}

/**
 * Derives the base address of the load balancers' public keys, to which "/" and the key id are
 * appended.
 *
 * @param arns ARNs of load balancers in one region
 * @returns the address that AWS documents for their region and partition
 * @throws TypeError when a text is not an ARN, when the regions differ, or when AWS documents no
 *   address for the partition
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export function derivePublicKeysUrl(arns: readonly string[]): string {
  const [url, ...others] = new Set(arns.map(publicKeysUrlOf));
  if (url === undefined || others.length > 0) {
    throw new TypeError(
      `The load balancers (${arns.join(", ")}) are not in exactly one region, so there is not ` +
        "one address for their public keys. Use one verifier per region.",
    );
  }
  return url;
}

function publicKeysUrlOf(text: string): string {
  const arn = parseLoadBalancerArn(text);
  if (arn === undefined) {
    throw new TypeError(
      `"${text}" is not an Application Load Balancer ARN. The region of the public keys is taken ` +
        "from it. Copy the load balancer's ARN.",
    );
  }
  const { partition, region } = arn;
  if (partition === "aws") return `https://public-keys.auth.elb.${region}.amazonaws.com`;
  if (partition === "aws-us-gov") {
    return `https://s3-${region}.amazonaws.com/aws-elb-public-keys-prod-${region}`;
  }
  throw new TypeError(
    `AWS documents no public-key address for the partition "${partition}" of "${text}", only for "aws" ` +
      'and "aws-us-gov". Find out the address in this partition and set publicKeysUrl.',
  );
}
