import { type AcceptedFinding, acceptedFindings } from "../../config/accepted-findings";
import type { SynthesizedStack } from "../cost/synthesized-stack";
import { accountChecks } from "./checks/account-checks";
import { containerChecks } from "./checks/container-checks";
import { loadBalancerChecks } from "./checks/load-balancer-checks";
import type { Finding, FindingCheck } from "./finding-check";

/** Every check. */
export const findingChecks: readonly FindingCheck[] = [
  ...loadBalancerChecks,
  ...containerChecks,
  ...accountChecks,
];

/** What the checks find in stacks, accepted or not. */
export function findFindings(stacks: readonly SynthesizedStack[]): Finding[] {
  return stacks.flatMap((stack) =>
    findingChecks.flatMap((check) =>
      stack.resources
        .filter((resource) => resource.type === check.type && !check.passes(resource, stack))
        .map(({ type, name }) => ({ check, stack: stack.name, address: `${type}.${name}` })),
    ),
  );
}

/** The entry that accepts a finding. An expired entry accepts nothing. */
export function acceptanceOf(
  { check, address }: Finding,
  now: Date,
  accepted: readonly AcceptedFinding[] = acceptedFindings,
): AcceptedFinding | undefined {
  return accepted.find(
    (entry) =>
      check.ids.includes(entry.id) && matches(entry.resource, address) && !isExpired(entry, now),
  );
}

/** Entries are valid until the end of their day, in UTC. */
export function isExpired({ expires }: AcceptedFinding, now: Date): boolean {
  return now.getTime() >= Date.parse(`${expires}T00:00:00Z`) + 24 * 60 * 60 * 1000;
}

/** Whether a pattern with `*` matches a Terraform address. */
export function matches(pattern: string, address: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(address);
}
