import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";

/** Whether a request to the host can match the rule. */
export function appliesToHost(rule: Rule, host: string): boolean {
  return hostConditionsOf(rule).every((values) => values.some((value) => matches(value, host)));
}

/** Whether the rule names the host in a condition. */
export function namesHost(rule: Rule, host: string): boolean {
  return hostConditionsOf(rule).length > 0 && appliesToHost(rule, host);
}

/** Host names and patterns of a rule's conditions; empty for a rule of every host. */
export function hostsOfRule(rule: Rule): readonly string[] {
  return hostConditionsOf(rule).flat();
}

function hostConditionsOf({ Conditions = [] }: Rule): (readonly string[])[] {
  return Conditions.filter(({ Field }) => Field === "host-header").map(
    ({ HostHeaderConfig, Values }) =>
      HostHeaderConfig?.Values ?? HostHeaderConfig?.RegexValues?.map(() => "*") ?? Values ?? [],
  );
}

/** A name of a certificate or condition: `*` for any characters, `?` for one. */
function matches(pattern: string, host: string): boolean {
  const expression = pattern
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(host.toLowerCase());
}

/** Whether a certificate with these names is valid for the host: `*` is one whole label. */
export function certificateCovers(names: readonly string[], host: string): boolean {
  const parent = host.toLowerCase().replace(/^[^.]+\./, "*.");
  return names.some((name) => [host.toLowerCase(), parent].includes(name.toLowerCase()));
}
