import { describeConditions } from "../../../synthesis/describe-conditions";
import type { ApplicationRules, ListenerRule } from "../../routes/listener-rules";
import { accessOf } from "../model/access";
import { quoted } from "./escape";

/** The rules of every listener as a flowchart, chained in order of evaluation. */
export function routesMermaid(applications: readonly ApplicationRules[]): string {
  return ["flowchart TB", ...applications.flatMap(applicationLines), ""].join("\n");
}

function applicationLines(
  { application, hostNames, slot, rules }: ApplicationRules,
  index: number,
): string[] {
  const id = `app${index + 1}`;
  const targets = [...new Set(rules.map(({ target }) => target))];
  return [
    `  subgraph ${id}[${quoted(`${application}: ${hostNames.join(", ")}`)}]`,
    `    ${id}_listener([${quoted(slot === undefined ? "HTTPS listener" : `HTTPS listener of the edge, slot ${slot}`)}]) --> ${id}_rule1`,
    ...rules.map((rule, at) => `    ${id}_rule${at + 1}[${quoted(ruleText(rule))}]`),
    ...targets.map((target, at) => `    ${id}_target${at + 1}(${quoted(target)})`),
    ...rules.flatMap((rule, at) => [
      `    ${id}_rule${at + 1} -->|${quoted(accessText(rule))}| ${id}_target${targets.indexOf(rule.target) + 1}`,
      ...(at + 1 < rules.length
        ? [`    ${id}_rule${at + 1} -.->|no match| ${id}_rule${at + 2}`]
        : []),
    ]),
    "  end",
  ];
}

function ruleText({ name, priority, conditions }: ListenerRule): string {
  const fields = describeConditions(conditions).replaceAll("\n", ", ") || "everything else";
  return `${priority ?? "default"} ${name}: ${fields}`;
}

function accessText(rule: ListenerRule): string {
  const { label, details } = accessOf(rule);
  return [label, ...details].join(", ");
}
