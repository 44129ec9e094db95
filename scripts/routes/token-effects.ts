import type { ListenerRule } from "./listener-rules";

/** What changes for programs with a token: sentences without a full stop. */
export function tokenEffects(before: ListenerRule, after: ListenerRule): string[] {
  if (after.isChallenge && !before.isChallenge) {
    return ["reaches the container without a token, which must return 401"];
  }
  const { token: old } = before;
  const { token: current } = after;
  if (old === undefined && current === undefined) return [];
  if (old === undefined) {
    return [`needs a token of ${current?.clients.join(" or ")} with ${current?.scopes.join(" ")}`];
  }
  if (current === undefined) return ["no longer takes tokens"];
  return [
    ...difference(current.clients, old.clients).map((client) => `also takes tokens of ${client}`),
    ...difference(old.clients, current.clients).map(
      (client) => `no longer takes tokens of ${client}`,
    ),
    ...difference(old.scopes, current.scopes).map(
      (scope) => `no longer requires the scope ${scope}`,
    ),
    ...difference(current.scopes, old.scopes).map((scope) => `requires the scope ${scope}`),
  ];
}

function difference(these: readonly string[], others: readonly string[]): string[] {
  return these.filter((each) => !others.includes(each));
}
