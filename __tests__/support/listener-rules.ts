import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { type Block, resources } from "./synth";

/** The listener rules of a stack in order of evaluation. */
export function rulesInOrder(json: string): Block[] {
  return resources(json, LbListenerRule).sort((a, b) => Number(a.priority) - Number(b.priority));
}

/** The rule at a position in the order of evaluation; the first is 0. */
export function ruleAt(json: string, position: number): Block {
  const rules = rulesInOrder(json);
  const rule = rules[position];
  if (rule === undefined) throw new Error(`no rule ${position}, only ${rules.length} rules`);
  return rule;
}
