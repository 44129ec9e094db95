import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import { firstPriorityOf } from "../../../config/shared-listener";
import { sharedListenerPriorities } from "../../../routing/route";
import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { judged, type StepResult } from "../step";
import { unknownHostOf } from "../unknown-host";
import { hostsOfRule, namesHost } from "./host-of-rule";
import type { EdgeApplication, KnownEdge } from "./known-edge";
import type { ReadLoadBalancer } from "./read-load-balancer";

/** What {@link judgeEdge} looks at. */
export interface EdgeFacts {
  readonly read: ReadLoadBalancer;
  readonly edge: KnownEdge;
  readonly host: string;
}

interface PlacedRule {
  readonly rule: Rule;
  readonly priority: number;
  readonly slot: number;
  /** Has a host name of the rule, or the slot of a rule without one. */
  readonly owner: EdgeApplication | undefined;
}

/** Compares the rules of a shared listener with the applications of the environment. */
export function judgeEdge({ read, edge, host }: EdgeFacts): StepResult {
  const rules = placedRules(read, edge);
  const unserved = unservedHost(rules, edge, host);
  const moved = edge.applications.filter((each) => outsideSlot(rules, each).length > 0);
  const slots = edge.applications.map(({ application, slot }) => `${application} ${slot}`);
  const seen = [`${rules.length} rules for the slots ${slots.join(", ")} of ${edge.stackName}.`];
  return judged("aws-edge", seen, [
    ...unserved.findings,
    ...moved.map((each) => rulesOutsideSlot(each, outsideSlot(rules, each))),
    ...unusedSlots(rules, edge, [...moved, ...unserved.applications]),
    ...rulesWithoutApplication(rules, edge),
  ]);
}

function placedRules({ listeners }: ReadLoadBalancer, edge: KnownEdge): PlacedRule[] {
  return listeners
    .filter(({ listener }) => listener.Protocol === "HTTPS")
    .flatMap(({ rules }) => rules)
    .filter(({ Priority }) => Priority !== undefined && Priority !== "default")
    .map((rule) => {
      const priority = Number(rule.Priority);
      const slot = Math.floor(priority / sharedListenerPriorities);
      const owner = edge.applications.find((each) =>
        hostsOfRule(rule).length === 0
          ? each.slot === slot
          : each.hostNames.some((name) => namesHost(rule, name)),
      );
      return { rule, priority, slot, owner };
    });
}

/** The finding for a host that no rule names, and the application that should have one. */
function unservedHost(
  rules: readonly PlacedRule[],
  { applications, stackName }: KnownEdge,
  host: string,
): { readonly findings: Finding[]; readonly applications: readonly EdgeApplication[] } {
  if (rules.some(({ rule }) => namesHost(rule, host))) return { findings: [], applications: [] };
  const owners = applications.filter(({ hostNames }) => hostNames.includes(host));
  const proof = [`None of ${rules.length} rules of ${stackName} names ${host}`];
  const findings = [
    found("edge-unknown-host", { ...unknownHostOf(host, owners[0]?.application), proof }),
  ];
  return { findings, applications: owners };
}

function outsideSlot(rules: readonly PlacedRule[], { application, slot }: EdgeApplication) {
  return rules.filter((each) => each.owner?.application === application && each.slot !== slot);
}

function rulesOutsideSlot(
  { application, slot }: EdgeApplication,
  rules: readonly PlacedRule[],
): Finding {
  const priorities = rules.map(({ priority }) => priority).join(", ");
  return found("edge-rules-outside-slot", {
    summary: `Rules of ${application} are outside its slot ${slot}, where the next owner of that slot cannot create rules (PriorityInUse).`,
    proof: [
      `Priorities ${priorities}; slot ${slot} has ${rangeOf(slot)}, by applications.${application}.loadBalancer.slot`,
    ],
  });
}

function unusedSlots(
  rules: readonly PlacedRule[],
  { registeredSlots, applications, stackName }: KnownEdge,
  reported: readonly EdgeApplication[],
): Finding[] {
  return Object.entries(registeredSlots)
    .filter(
      ([name, slot]) =>
        !reported.some(({ application }) => application === name) &&
        !rules.some((each) => each.slot === slot),
    )
    .map(([name, slot]) => {
      const isDeclared = applications.some(({ application }) => application === name);
      return found("edge-slot-unused", {
        summary: isDeclared
          ? `Slot ${slot} is registered for ${name}, which has no rule there: nobody reaches this application.`
          : `Slot ${slot} is registered for ${name}, which is no application of the environment and has no rule there.`,
        proof: [
          `The state of ${stackName} has slot ${slot} for ${name}; no rule has a priority of ${rangeOf(slot)}`,
        ],
        fix: isDeclared
          ? `Deploy the application: npm run deploy -- --only ${name}.`
          : "Deploy the edge, which gives the slot free: npm run deploy -- --only edge.",
      });
    });
}

function rulesWithoutApplication(rules: readonly PlacedRule[], edge: KnownEdge): Finding[] {
  const foreign = rules.filter(({ owner }) => owner === undefined);
  const slots = [...new Set(foreign.map(({ slot }) => slot))];
  if (slots.length === 0) return [];
  return [
    found("edge-rules-without-application", {
      proof: slots.map((slot) => {
        const ofSlot = foreign.filter((each) => each.slot === slot);
        const hosts = new Set(ofSlot.flatMap(({ rule }) => hostsOfRule(rule)));
        const [name] =
          Object.entries(edge.registeredSlots).find(([, registered]) => registered === slot) ?? [];
        const registered = name === undefined ? "registered for nobody" : `registered for ${name}`;
        return `Slot ${slot} (${registered}): priorities ${ofSlot.map(({ priority }) => priority).join(", ")} for ${[...hosts].join(", ") || "every host name"}`;
      }),
    }),
  ];
}

function rangeOf(slot: number): string {
  const first = firstPriorityOf(slot);
  return `${first} to ${first + sharedListenerPriorities - 1}`;
}
