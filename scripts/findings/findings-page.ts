import type { AcceptedFinding } from "../../config/accepted-findings";
import type { FindingCheck } from "./finding-check";

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("*", "\\*");

/** The text of docs/findings.md. */
export function findingsPage(
  accepted: readonly AcceptedFinding[],
  checks: readonly FindingCheck[],
): string {
  const rows = accepted.map(({ id, resource, reason, expires }) => {
    const check = checks.find(({ ids }) => ids.includes(id));
    return `| ${cell(check?.title ?? id)} | ${(check?.ids ?? [id]).join(", ")} | \`${resource.replaceAll("|", "\\|")}\` | ${cell(reason)} | ${expires} |`;
  });
  const passing = checks.filter(({ ids }) => !accepted.some(({ id }) => ids.includes(id)));
  return `# Findings of scanners

<!-- Written by npm run findings from config/accepted-findings.ts. Change the list there. -->

Checkov, Trivy and AWS Security Hub look for settings that are unsafe in most projects. \`npm run findings\`
applies ${checks.length} of their checks to the emitted JSON of every environment, without a scanner, and prints
what is not accepted; the exit status is then 1. \`-- --environment NAME\` looks at one environment.

To accept a finding, add it to \`config/accepted-findings.ts\`: the id that was printed, the resource, the reason,
and a day on which somebody has to decide again. \`npm run findings\` then writes the ignore files and this page.
An entry that has expired, or that no environment needs, fails the tests.

\`\`\`sh
npm run findings
checkov --directory cdktf.out --config-file .checkov.yaml                # where you have it
trivy config --ignorefile .trivyignore.yaml cdktf.out                    # where you have it
\`\`\`

Checkov skips a check for every resource, since it cannot name one in Terraform's JSON; \`npm run findings\` still
looks at the others. It reads text: what only Terraform knows, such as a value of another stack, it cannot check.

## Accepted

| should hold | ids | resource | reason | until |
|---|---|---|---|---|
${rows.join("\n")}

## Checked, with no exception

| holds | ids |
|---|---|
${passing.map(({ title, ids }) => `| ${cell(title)} | ${ids.join(", ")} |`).join("\n")}
`;
}
