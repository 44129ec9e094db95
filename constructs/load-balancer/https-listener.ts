import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { RulePlan } from "../../routing/rule-plan";
import { ListenerRules } from "./listener-rules";
import { type ActionContext, ruleActions } from "./rule-actions";

/**
 * AWS's recommendation: TLS 1.2 and 1.3 with post-quantum key exchange. Terraform's default allows
 * TLS 1.0.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Properties for {@link HttpsListener}. */
export interface HttpsListenerProps {
  readonly loadBalancerArn: string;
  /** ARN of a certificate for every host name. */
  readonly certificateArn: string;
  readonly plan: RulePlan;
  readonly context: ActionContext;
}

/**
 * The HTTPS listener and its rules. The default action requires login, so a request that matches no
 * rule, or that carries another host name, is never forwarded without one.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
export class HttpsListener extends Construct {
  /** The listener and its rules, which must exist before ECS registers targets. */
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: HttpsListenerProps) {
    super(scope, id);
    const { plan, context } = props;
    const listener = new LbListener(this, "listener", {
      loadBalancerArn: props.loadBalancerArn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: tlsPolicy,
      certificateArn: props.certificateArn,
      defaultAction: ruleActions(plan.defaultRule, plan.defaultRule.target, context),
    });
    const { rules } = new ListenerRules(this, "rules", {
      listenerArn: listener.arn,
      plan,
      context,
    });
    this.rules = [listener, ...rules];
  }
}
