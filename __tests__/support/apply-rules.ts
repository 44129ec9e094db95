import type { PlannedRule, RulePlan } from "../../routing/rule-plan";

/** The rules of a listener while Terraform applies, and what Terraform's state knows of them. */
export interface ListenerState {
  /** Existing rules by `<revision>/<position>`. */
  readonly rules: ReadonlyMap<string, PlannedRule>;
  /** Revision of `terraform_data.…complete`: it depends on all rules of that list. */
  readonly complete: string | undefined;
}

/** The state before a first apply. */
export const noRules: ListenerState = { rules: new Map(), complete: undefined };

const addressOf = (revision: string, position: number) => `${revision}/${position}`;

/** Every state that one further call of an apply of the plan can lead to. */
function nextStates(state: ListenerState, plan: RulePlan, ordered: boolean): ListenerState[] {
  const { rules, complete } = state;
  const desired = plan.rules.map((rule, position) => ({
    rule,
    address: addressOf(plan.revision, position),
  }));
  const next: ListenerState[] = [];

  // A rule is created or updated after the one before it.
  const pending = desired.filter(({ rule, address }) => rules.get(address) !== rule);
  for (const { rule, address } of ordered ? pending.slice(0, 1) : pending) {
    const isTaken = [...rules].some(
      ([other, { priority }]) => other !== address && priority === rule.priority,
    );
    // AWS refuses a priority in use, and Terraform goes no further on this way.
    if (!isTaken) next.push({ ...state, rules: new Map(rules).set(address, rule) });
  }
  if (pending.length === 0 && complete !== plan.revision) {
    next.push({ ...state, complete: plan.revision });
  }

  // A rule of another list is deleted after the one behind it, and those that `complete` depended on
  // after `complete` has changed.
  for (const address of rules.keys()) {
    const [revision = "", position] = address.split("/");
    if (revision === plan.revision) continue;
    const isHeld = revision === complete || rules.has(addressOf(revision, Number(position) + 1));
    if (ordered && isHeld) continue;
    next.push({ ...state, rules: new Map([...rules].filter(([each]) => each !== address)) });
  }
  return next;
}

/**
 * Every state of the listener that an apply of the plan can pass through, whichever order Terraform
 * chooses and wherever the apply ends, the first state included.
 * @param ordered whether Terraform keeps the order of the stack's dependencies; `false` for a proof that
 * the order matters
 */
export function statesOfApply(
  start: ListenerState,
  plan: RulePlan,
  { ordered = true } = {},
): ListenerState[] {
  const known = new Map<string, ListenerState>();
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    const current = state;
    const isDesired = (address: string) =>
      plan.rules.some((rule) => rule === current.rules.get(address));
    const key = JSON.stringify([
      [...current.rules.keys()].map((address) => [address, isDesired(address)]).sort(),
      current.complete,
    ]);
    if (known.has(key)) continue;
    known.set(key, current);
    waiting.push(...nextStates(current, plan, ordered));
  }
  return [...known.values()];
}

/** The state at the end of a successful apply. */
export function appliedState(plan: RulePlan): ListenerState {
  return {
    rules: new Map(plan.rules.map((rule, position) => [addressOf(plan.revision, position), rule])),
    complete: plan.revision,
  };
}
