import type { RuleEvaluation } from "../../model/event.ts";
import type { Listener, Rule } from "../../model/load-balancer.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";
import { mismatch } from "./match-condition.ts";

/** The rule that applies to a request, and every rule that was evaluated to find it. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly evaluations: readonly RuleEvaluation[];
}

/** Evaluates rules in ascending priority; the default rule, which has no conditions, comes last. */
export function matchRule(listener: Listener, request: RequestAttributes): RuleMatch {
  const evaluations: RuleEvaluation[] = [];
  for (const rule of listener.rules) {
    const evaluation = evaluate(rule, request);
    evaluations.push(evaluation);
    if (evaluation.matched) return { rule, evaluations };
  }
  evaluations.push(evaluate(listener.defaultRule, request));
  return { rule: listener.defaultRule, evaluations };
}

function evaluate(
  { priority, arn, address, conditions }: Rule,
  request: RequestAttributes,
): RuleEvaluation {
  const mismatches = conditions
    .map((condition) => mismatch(condition, request))
    .filter((text) => text !== undefined);
  return { priority, arn, address, matched: mismatches.length === 0, mismatches };
}
