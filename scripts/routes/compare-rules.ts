import { type ExampleRequest, ExampleRequests } from "./example-requests";
import { type ApplicationRules, isPublic, type ListenerRule, unserved } from "./listener-rules";

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
export function compareRules(old: ApplicationRules, current: ApplicationRules): RouteChange[] {
  const before = everyRule(old);
  const after = everyRule(current);
  const hostNames = comparedHostNames(old, current);
  const conditions = [...before, ...after].map((rule) => rule.conditions);
  const requests = new ExampleRequests(conditions, hostNames ?? current.hostNames);
  const ruleFor = (rules: readonly ListenerRule[], request: ExampleRequest) =>
    rules.find(({ conditions }) => requests.isMatch(conditions, request));
  const changes: RouteChange[] = [];
  for (const one of before) {
    for (const other of after) {
      if (hasSameEffect(one, other)) continue;
      const example = requests
        .meeting(one.conditions, other.conditions)
        .filter(({ host }) => hostNames?.includes(host) ?? true)
        .find((request) => ruleFor(before, request) === one && ruleFor(after, request) === other);
      if (example === undefined) continue;
      const becomesPublic = isPublic(other) && !isPublic(one);
      const opensToOthers = !becomesPublic && isForMoreGroups(one, other);
      changes.push({ before: one, after: other, example, becomesPublic, opensToOthers });
    }
  }
  return changes;
}

/** A shared listener answers requests that no rule of the application applies to. */
function everyRule({ rules }: Pick<ApplicationRules, "rules">): readonly ListenerRule[] {
  return isOnSharedListener({ rules }) ? [...rules, unserved] : rules;
}

/** On a listener of its own the last rule, which is the default, has no conditions. */
function isOnSharedListener({ rules }: Pick<ApplicationRules, "rules">): boolean {
  return Object.keys(rules.at(-1)?.conditions ?? {}).length > 0;
}

/**
 * Names whose requests are the application's: on a shared listener those of before and after. A listener
 * of its own answers every name.
 */
function comparedHostNames(
  old: ApplicationRules,
  current: ApplicationRules,
): readonly string[] | undefined {
  if (!isOnSharedListener(old) && !isOnSharedListener(current)) return undefined;
  return [...new Set([...current.hostNames, ...old.hostNames])];
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
