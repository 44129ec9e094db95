import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Construct } from "constructs";
import type { Network } from "../network/network";
import { AccessLogBucket } from "./access-log-bucket";
import type { LoadBalancerEgress, LoadBalancerReference } from "./load-balancer-reference";
import { LoadBalancerSecurityGroup } from "./load-balancer-security-group";

/** Properties for {@link LoadBalancer}. */
export interface LoadBalancerProps {
  /** At most 32 characters. */
  readonly name: string;
  readonly network: Network;
  /** Whether it has private addresses only, in the private subnets. */
  readonly internal: boolean;
  /** Seconds until an idle connection is closed, 1 to 4000. */
  readonly idleTimeoutSeconds: number;
  readonly accessLogRetentionDays: number;
  /** Whether requests pass when AWS WAF does not respond. @default false */
  readonly wafFailOpen?: boolean | undefined;
  /** Fails every plan that would delete or replace the load balancer. */
  readonly deletionProtection: boolean;
}

/**
 * An Application Load Balancer that redirects every HTTP request to HTTPS.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
export class LoadBalancer extends Construct implements LoadBalancerReference {
  readonly loadBalancerArn: string;
  /** `app/<name>/<id>`: its name in CloudWatch metrics and scaling policies. */
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerDnsName: string;
  readonly loadBalancerHostedZoneId: string;
  readonly dualStack: boolean;
  readonly securityGroup: LoadBalancerEgress;
  readonly accessLogBucketName: string;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { name, network, internal, deletionProtection } = props;
    const { vpcId, dualStack } = network;
    const { securityGroupId, egress } = new LoadBalancerSecurityGroup(this, "security_group", {
      name,
      vpcId,
      dualStack,
      deletionProtection,
    });
    this.securityGroup = egress;
    const accessLogs = new AccessLogBucket(this, "access_logs", {
      name,
      retentionDays: props.accessLogRetentionDays,
      deletionProtection,
    });
    const loadBalancer = new Lb(this, "load_balancer", {
      name,
      loadBalancerType: "application",
      internal,
      ipAddressType: dualStack ? "dualstack" : "ipv4",
      securityGroups: [securityGroupId],
      subnets: internal ? network.privateSubnetIds : network.publicSubnetIds,
      idleTimeout: props.idleTimeoutSeconds,
      enableDeletionProtection: deletionProtection,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      xffHeaderProcessingMode: "append",
      ...(props.wafFailOpen === true ? { enableWafFailOpen: true } : {}),
      accessLogs: { bucket: accessLogs.bucketName, enabled: true },
      // Through its routes it reaches Cognito, and browsers reach it if it is internet-facing.
      dependsOn: [
        ...accessLogs.writePermissions,
        ...(internal ? network.privateRoutes : network.publicRoutes),
      ],
      // AWS protects only the load balancer itself: without this, Terraform deletes services, records
      // and rules first and then fails at the load balancer.
      lifecycle: { preventDestroy: deletionProtection },
    });
    new LbListener(this, "http_listener", {
      loadBalancerArn: loadBalancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [
        {
          type: "redirect",
          redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
        },
      ],
    });
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.loadBalancerDnsName = loadBalancer.dnsName;
    this.loadBalancerHostedZoneId = loadBalancer.zoneId;
    this.dualStack = dualStack;
    this.accessLogBucketName = accessLogs.bucketName;
  }
}
