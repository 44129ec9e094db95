import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener";
import { Fn, type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { CognitoEgressCheck } from "./cognito-egress-check";
import {
  existingListenerChecks,
  existingLoadBalancerChecks,
} from "./existing-load-balancer-checks";
import { OwnerWarnings } from "./owner-warnings";

/** Properties for {@link ExistingLoadBalancer}. */
export interface ExistingLoadBalancerProps {
  /** ARN of its HTTPS listener. */
  readonly listenerArn: string;
  /** VPC of the targets. */
  readonly vpcId: string;
  /** Whether the host names have IPv6 addresses too. */
  readonly dualStack: boolean;
  /** Whether it should have private addresses only. */
  readonly internal: boolean;
  /** Seconds for which containers keep idle connections open, at least. */
  readonly idleTimeoutSeconds: number;
}

/**
 * A load balancer that somebody else runs; nothing of it is changed. It is looked up at plan time, so that
 * one with which sign-in could not work fails before anything is created. What its owner could do better is
 * a warning.
 */
export class ExistingLoadBalancer extends Construct {
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerDnsName: string;
  readonly loadBalancerHostedZoneId: string;
  readonly loadBalancerSecurityGroupId: string;
  /** What compares several look-ups, which no single one can do. No rule may exist before it. */
  readonly check: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ExistingLoadBalancerProps) {
    super(scope, id);
    const { listenerArn } = props;
    const listener = new DataAwsLbListener(this, "listener", {
      arn: listenerArn,
      lifecycle: { postcondition: existingListenerChecks(listenerArn) },
    });
    const loadBalancer = new DataAwsLb(this, "load_balancer", {
      arn: listener.loadBalancerArn,
      lifecycle: { postcondition: existingLoadBalancerChecks(props) },
    });
    const { egressRule } = new CognitoEgressCheck(this, "cognito_egress", { loadBalancer });
    new OwnerWarnings(this, "owner", { loadBalancer });
    this.listenerArn = listener.arn;
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.loadBalancerDnsName = loadBalancer.dnsName;
    this.loadBalancerHostedZoneId = loadBalancer.zoneId;
    // Any of them admits what the application adds; the order in which AWS lists them may change.
    this.loadBalancerSecurityGroupId = Token.asString(
      Fn.element(Fn.sort(loadBalancer.securityGroups), 0),
    );
    this.check = egressRule;
  }
}
