import type { FindingDefinition } from "../doctor/finding";
import { allFindings } from "../doctor/findings/registry";
import { type StepId, stepTitles } from "../doctor/step-id";

/** The text of docs/doctor-findings.md. */
export function doctorFindingsPage(): string {
  const findings = Object.entries(allFindings);
  const sections = (Object.keys(stepTitles) as StepId[]).flatMap((step) => {
    const rows = findings.filter(([, definition]) => definition.step === step).map(rowOf);
    return rows.length === 0 ? [] : [section(stepTitles[step], rows)];
  });
  return `# What the doctor finds

<!-- Written by npm run docs from scripts/doctor. Change the definitions there. -->

Every finding of [\`npm run doctor\`](doctor.md), by the step that names it. Its id does not change. An
*error* keeps users from signing in or from using the application, and makes the exit status 1.
\`NAME\` is an application, \`SERVICE\` one of its services.

${sections.join("\n\n")}
`;
}

function section(title: string, rows: readonly string[]): string {
  return `## ${title}

| finding | severity | what is wrong | proof | fix |
|---|---|---|---|---|
${rows.join("\n")}`;
}

function rowOf([id, { severity, summary, proof, fix }]: readonly [
  string,
  FindingDefinition,
]): string {
  return `| \`${id}\` | ${severity} | ${cell(summary)} | ${cell(proof)} | ${cell(fix)} |`;
}

/** Some texts hold characters that have a meaning in Markdown. */
function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll("*", "\\*")
    .replaceAll("\n", " ");
}
