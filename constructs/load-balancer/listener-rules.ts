import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { RulePlan } from "../../routing/rule-plan";
import { type ActionContext, ruleActions } from "./rule-actions";
import { ruleConditions } from "./rule-conditions";

/** Properties for {@link ListenerRules}. */
export interface ListenerRulesProps {
  readonly listenerArn: string;
  readonly plan: RulePlan;
  readonly context: ActionContext;
  /** What must exist before the first rule. @default - nothing */
  readonly after?: ITerraformDependable | undefined;
}

/**
 * The rules of a listener, in order of evaluation. Another list of routes is written beside the one in
 * use and then replaces it, so that every request is decided by one of the two lists at every moment,
 * wherever an apply ends:
 *
 * - Another list has other addresses and other priorities; no rule is edited into another.
 * - Each rule waits for the one before it. A list is created from its first rule and deleted from its
 *   last, so what exists of it is always its beginning, which decides as the whole list does.
 * - `complete` depends on all rules and changes with the list. Terraform deletes what a resource
 *   depended on only after that resource has changed, so the old list is deleted last.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export class ListenerRules extends Construct {
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ListenerRulesProps) {
    super(scope, id);
    const { listenerArn, plan, context, after } = props;
    const list = new Construct(this, plan.revision);
    const rules: LbListenerRule[] = [];
    for (const { priority, conditions, login, token, target } of plan.rules) {
      rules.push(
        new LbListenerRule(list, String(priority), {
          listenerArn,
          priority,
          condition: ruleConditions(conditions),
          action: ruleActions({ login, token }, target, context),
          ...dependsOn(rules.at(-1) ?? after),
          lifecycle: { createBeforeDestroy: true },
        }),
      );
    }
    const complete = new TerraformResource(this, "complete", {
      terraformResourceType: "terraform_data",
      dependsOn: rules,
    });
    // The same list in another slot of a shared listener has other priorities as well.
    const [first] = plan.rules;
    const canMove = plan.isOnSharedListener === true && first !== undefined;
    complete.addOverride("input", canMove ? `${plan.revision}-${first.priority}` : plan.revision);
    this.rules = rules;
  }
}

function dependsOn(resource: ITerraformDependable | undefined) {
  return resource === undefined ? {} : { dependsOn: [resource] };
}
