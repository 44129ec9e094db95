import { type ExampleRequest, ExampleRequests } from "./example-requests";
import { type ApplicationRules, isPublic, type ListenerRule } from "./listener-rules";

/** Requests that another rule applies to, with another effect. */
export interface RouteChange {
  readonly before: ListenerRule;
  readonly after: ListenerRule;
  /** One of the requests: the shortest. */
  readonly example: ExampleRequest;
  readonly becomesPublic: boolean;
  /** Whether signed-in users pass who are in none of the groups that it was for. */
  readonly opensToOthers: boolean;
}

/**
 * Compares what the rules of an application do with requests. For each pair of rules it looks for
 * requests that the one applies to before and the other after.
 */
export function compareRules(
  { rules: before }: ApplicationRules,
  { rules: after, hostNames }: ApplicationRules,
): RouteChange[] {
  const conditions = [...before, ...after].map((rule) => rule.conditions);
  const requests = new ExampleRequests(conditions, hostNames);
  const ruleFor = (rules: readonly ListenerRule[], request: ExampleRequest) =>
    rules.find(({ conditions }) => requests.isMatch(conditions, request));
  const changes: RouteChange[] = [];
  for (const old of before) {
    for (const current of after) {
      if (hasSameEffect(old, current)) continue;
      const example = requests
        .meeting(old.conditions, current.conditions)
        .find((request) => ruleFor(before, request) === old && ruleFor(after, request) === current);
      if (example === undefined) continue;
      const becomesPublic = isPublic(current) && !isPublic(old);
      const opensToOthers = !becomesPublic && isForMoreGroups(old, current);
      changes.push({ before: old, after: current, example, becomesPublic, opensToOthers });
    }
  }
  return changes;
}

function isForMoreGroups({ login: old }: ListenerRule, { login: current }: ListenerRule): boolean {
  if (old?.groups === undefined || current === undefined) return false;
  return current.groups?.some((group) => !old.groups?.includes(group)) ?? true;
}

function hasSameEffect(one: ListenerRule, other: ListenerRule): boolean {
  const accessOf = ({ login, token, isChallenge = false }: ListenerRule) =>
    JSON.stringify([login, token, isChallenge]);
  return one.target === other.target && accessOf(one) === accessOf(other);
}
