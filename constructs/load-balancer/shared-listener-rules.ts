import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { RulePlan } from "../../routing/rule-plan";
import { ListenerRules } from "./listener-rules";
import type { ActionContext } from "./rule-actions";

/** Properties for {@link SharedListenerRules}. */
export interface SharedListenerRulesProps {
  readonly listenerArn: string;
  /** ARN of a certificate for every host name of the application. */
  readonly certificateArn: string;
  readonly plan: RulePlan;
  readonly context: ActionContext;
  /** What must exist before the first rule. @default - nothing */
  readonly after?: ITerraformDependable | undefined;
}

/**
 * The rules and the certificate of one application on a listener that others use too. The load balancer
 * chooses the certificate by the host name that the browser asks for (SNI).
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
export class SharedListenerRules extends Construct {
  /** Must exist before ECS registers targets, and before a host name leads here. */
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SharedListenerRulesProps) {
    super(scope, id);
    const { listenerArn, certificateArn, plan, context, after } = props;
    const certificate = new LbListenerCertificate(this, "certificate", {
      listenerArn,
      certificateArn,
      // Otherwise browsers would get the default certificate, of another name, until the new one is
      // validated and attached.
      lifecycle: { createBeforeDestroy: true },
    });
    const { rules } = new ListenerRules(this, "rules", { listenerArn, plan, context, after });
    this.rules = [certificate, ...rules];
  }
}
