import type { RuleTrial } from "../../model/event.ts";
import type { Listener, Rule } from "../../model/load-balancer.ts";
import type { RequestFacts } from "../http/request-attributes.ts";
import { mismatch } from "./match-condition.ts";

/** The rule that a request gets, and what was tried on the way. */
export interface RuleMatch {
  readonly rule: Rule;
  readonly trials: readonly RuleTrial[];
}

/** Rules are tried by ascending priority; the default rule, which has no conditions, comes last. */
export function matchRule(listener: Listener, facts: RequestFacts): RuleMatch {
  const trials: RuleTrial[] = [];
  for (const rule of listener.rules) {
    const trial = tryRule(rule, facts);
    trials.push(trial);
    if (trial.matched) return { rule, trials };
  }
  trials.push(tryRule(listener.defaultRule, facts));
  return { rule: listener.defaultRule, trials };
}

function tryRule({ priority, arn, address, conditions }: Rule, facts: RequestFacts): RuleTrial {
  const mismatches = conditions
    .map((condition) => mismatch(condition, facts))
    .filter((text) => text !== undefined);
  return { priority, arn, address, matched: mismatches.length === 0, mismatches };
}
