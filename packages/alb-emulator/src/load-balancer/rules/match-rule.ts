import type { RuleEvaluation, RuleReference } from "../../model/event.ts";
import type { Listener, Rule } from "../../model/load-balancer.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";
import { mismatch } from "./match-condition.ts";

/** The rule that applies to a request, and every rule that was evaluated to find it. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly evaluations: readonly RuleEvaluation[];
  /** In order of priority. */
  readonly notEvaluated: readonly RuleReference[];
}

/** Evaluates rules in ascending priority; the default rule, which has no conditions, comes last. */
export function matchRule(listener: Listener, request: RequestAttributes): RuleMatch {
  const evaluations: RuleEvaluation[] = [];
  const rules = [...listener.rules, listener.defaultRule];
  for (const [index, rule] of rules.entries()) {
    const evaluation = evaluate(rule, request);
    evaluations.push(evaluation);
    if (evaluation.matched) {
      return { rule, evaluations, notEvaluated: rules.slice(index + 1).map(reference) };
    }
  }
  return { rule: listener.defaultRule, evaluations, notEvaluated: [] };
}

function reference({ priority, arn, address, origin }: Rule): RuleReference {
  return { priority, arn, address, origin };
}

function evaluate(rule: Rule, request: RequestAttributes): RuleEvaluation {
  const mismatches = rule.conditions
    .map((condition) => mismatch(condition, request))
    .filter((text) => text !== undefined);
  return { ...reference(rule), matched: mismatches.length === 0, mismatches };
}
