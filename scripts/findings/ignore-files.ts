import type { AcceptedFinding } from "../../config/accepted-findings";
import type { FindingCheck } from "./finding-check";

const header = [
  "# Written by npm run findings from config/accepted-findings.ts. Change the list there.",
];

/** Identifiers of one scanner by accepted check, with the entry. */
function entriesOf(
  accepted: readonly AcceptedFinding[],
  checks: readonly FindingCheck[],
  isOfScanner: (id: string) => boolean,
) {
  return accepted.flatMap((entry) =>
    checks
      .filter(({ ids }) => ids.includes(entry.id))
      .flatMap(({ ids }) => ids.filter(isOfScanner).map((id) => ({ id, entry }))),
  );
}

/**
 * `.checkov.yaml`. Checkov skips a check for every resource: it has no way to name one in Terraform's JSON.
 * @see https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
 */
export function checkovFile(
  accepted: readonly AcceptedFinding[],
  checks: readonly FindingCheck[],
): string {
  const entries = entriesOf(accepted, checks, (id) => id.startsWith("CKV"));
  const ids = [...new Set(entries.map(({ id }) => id))].sort();
  return `${[
    ...header,
    "framework:",
    "  - terraform_json",
    "skip-check:",
    ...ids.flatMap((id) => [
      ...entries
        .filter((each) => each.id === id)
        .map(({ entry }) => `  # ${entry.resource}, until ${entry.expires}: ${entry.reason}`),
      `  - ${id}`,
    ]),
  ].join("\n")}\n`;
}

/**
 * `.trivyignore.yaml`. Trivy reports an entry again after its day.
 * @see https://trivy.dev/latest/docs/configuration/filtering/
 */
export function trivyFile(
  accepted: readonly AcceptedFinding[],
  checks: readonly FindingCheck[],
): string {
  const entries = entriesOf(accepted, checks, (id) => id.startsWith("AWS-"));
  return `${[
    ...header,
    "misconfigurations:",
    ...entries.flatMap(({ id, entry }) => [
      `  - id: ${id}`,
      `    statement: ${JSON.stringify(`${entry.resource}: ${entry.reason}`)}`,
      `    expired_at: ${entry.expires}`,
    ]),
  ].join("\n")}\n`;
}
