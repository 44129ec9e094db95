import type { Diagnosis } from "./diagnosis";
import type { Finding } from "./finding";
import { stepTitles } from "./step-id";

const titleWidth = Math.max(...Object.values(stepTitles).map(({ length }) => length));

/** The diagnosis for people. */
export function diagnosisText({ subject, steps, findings }: Diagnosis): string {
  const lines = steps.flatMap(({ id, result, seen: [first = "", ...others] }) => [
    `  ${result.padEnd(8)} ${stepTitles[id].padEnd(titleWidth)}  ${first}`.trimEnd(),
    ...others.map((text) => `${" ".repeat(titleWidth + 13)}${text}`),
  ]);
  return [subject, "", ...lines, "", countText(findings), ...findings.flatMap(findingLines)].join(
    "\n",
  );
}

function countText(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  if (findings.length === 0) return "Nothing is wrong with what was seen.";
  return [plural(errors, "error"), plural(warnings, "warning")]
    .filter((text) => text !== undefined)
    .join(" and ")
    .concat(":");
}

function plural(count: number, noun: string): string | undefined {
  if (count === 0) return undefined;
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function findingLines({ id, severity, summary, proof, fix }: Finding, index: number): string[] {
  const indent = " ".repeat(5);
  const [firstProof = "", ...others] = proof;
  return [
    "",
    `${String(index + 1).padStart(3)}. ${severity}: ${id}`,
    `${indent}${summary}`,
    `${indent}Proof: ${firstProof}`,
    ...others.map((text) => `${indent}       ${text}`),
    `${indent}Fix:   ${fix}`,
  ];
}
