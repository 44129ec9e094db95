/** The parts of an Application Load Balancer's ARN that say where its keys are. */
export interface LoadBalancerArn {
  readonly partition: string;
  readonly region: string;
}

const pattern =
  /^arn:(aws[a-z-]*):elasticloadbalancing:([a-z0-9-]+):\d{12}:loadbalancer\/app\/[A-Za-z0-9-]{1,32}\/[A-Za-z0-9]+$/;

/**
 * `undefined` when the text is not an Application Load Balancer's ARN.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export function parseLoadBalancerArn(arn: string): LoadBalancerArn | undefined {
  const [, partition, region] = pattern.exec(arn) ?? [];
  return partition === undefined || region === undefined ? undefined : { partition, region };
}

/**
 * Base address of the public keys of a region's load balancers, to which "/" and the key id are
 * added. `undefined` for a partition whose address AWS does not document.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export function publicKeysUrlOf({ partition, region }: LoadBalancerArn): string | undefined {
  if (partition === "aws") return `https://public-keys.auth.elb.${region}.amazonaws.com`;
  if (partition === "aws-us-gov") {
    return `https://s3-${region}.amazonaws.com/aws-elb-public-keys-prod-${region}`;
  }
  return undefined;
}
