/** A postcondition of a look-up. */
interface Check {
  readonly condition: string;
  readonly errorMessage: string;
}

/**
 * What a listener must be for sign-in to work on it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export function existingListenerChecks(listenerArn: string): Check[] {
  return [
    {
      condition: '${self.protocol == "HTTPS"}',
      errorMessage: `Listener ${listenerArn}, the value of loadBalancer.listenerArn, has protocol \${self.protocol}. Load balancers sign users in on HTTPS listeners only. Use the ARN of the load balancer's HTTPS listener.`,
    },
    {
      condition:
        '${self.protocol != "HTTPS" || can(regex("^ELBSecurityPolicy-TLS13-1-[23]-", self.ssl_policy))}',
      errorMessage: `Listener ${listenerArn}, the value of loadBalancer.listenerArn, has the security policy \${self.ssl_policy}, which may accept TLS 1.0 and 1.1, so sessions and tokens could be read on the way. Ask its owner for a policy that begins with ELBSecurityPolicy-TLS13-1-2 or ELBSecurityPolicy-TLS13-1-3.`,
    },
  ];
}

/** What an application asks of a load balancer that exists. */
export interface ExistingLoadBalancerNeeds {
  readonly vpcId: string;
  readonly dualStack: boolean;
  readonly internal: boolean;
  readonly idleTimeoutSeconds: number;
}

/** What the load balancer must be, for sign-in and for the services of an application. */
export function existingLoadBalancerChecks({
  vpcId,
  dualStack,
  internal,
  idleTimeoutSeconds,
}: ExistingLoadBalancerNeeds): Check[] {
  const vpc = asExpression(vpcId);
  return [
    {
      condition: '${self.load_balancer_type == "application"}',
      errorMessage:
        "Load balancer ${self.name} of loadBalancer.listenerArn is a ${self.load_balancer_type} load balancer. Only an application load balancer can sign users in. Use the listener of one.",
    },
    {
      condition: `\${self.vpc_id == ${vpc}}`,
      errorMessage: `Load balancer \${self.name} of loadBalancer.listenerArn is in VPC \${self.vpc_id}, and the services would be in \${${vpc}}. A load balancer reaches targets in its own VPC only. Use the network of the load balancer in network.`,
    },
    {
      condition: '${self.ip_address_type != "dualstack-without-public-ipv4"}',
      errorMessage:
        "Load balancer ${self.name} of loadBalancer.listenerArn has no public IPv4 addresses (dualstack-without-public-ipv4). It reaches Cognito over IPv4 only, so every sign-in would end in a 500. Use one of type ipv4 or dualstack.",
    },
    {
      condition: "${self.drop_invalid_header_fields}",
      errorMessage:
        "Load balancer ${self.name} of loadBalancer.listenerArn passes invalid header fields on (drop_invalid_header_fields is off), which some programs read as the headers that identify users. Ask its owner to turn routing.http.drop_invalid_header_fields.enabled on.",
    },
    {
      condition: `\${self.internal == ${internal}}`,
      errorMessage: `Load balancer \${self.name} of loadBalancer.listenerArn is \${self.internal ? "internal" : "internet-facing"}, and internal is ${internal}. It decides who can reach the application. Write internal: ${!internal} if that is right.`,
    },
    {
      condition: `\${self.idle_timeout <= ${idleTimeoutSeconds}}`,
      errorMessage: `Load balancer \${self.name} of loadBalancer.listenerArn closes idle connections after \${self.idle_timeout} seconds, and idleTimeoutSeconds is ${idleTimeoutSeconds}. Containers would close connections that it still uses, and users would see 502. Write idleTimeoutSeconds: \${self.idle_timeout}.`,
    },
    ...(dualStack
      ? [
          {
            condition: '${self.ip_address_type == "dualstack"}',
            errorMessage:
              "Load balancer ${self.name} of loadBalancer.listenerArn has no IPv6 addresses, and the network of the application has IPv6, so its AAAA records would lead nowhere. Set ipv6 of the network to false, or ask the owner for a dualstack load balancer.",
          },
        ]
      : []),
  ];
}

/** A value as a part of an expression: a literal, or the expression that a template consists of. */
function asExpression(value: string): string {
  const template = /^\$\{(.*)\}$/s.exec(value);
  return template?.[1] ?? JSON.stringify(value);
}
