import { accessLogFindings } from "../access-log/explain-entry";
import type { Finding, FindingDefinition, FoundDetails } from "../finding";
import { awsFindings } from "./aws-findings";
import { edgeFindings } from "./edge-findings";
import { environmentFindings } from "./environment-findings";
import { sessionFindings } from "./session-findings";
import { signInFindings } from "./sign-in-findings";
import { walkFindings } from "./walk-findings";

/** The findings that steps name by their id. */
export const findingDefinitions = {
  ...walkFindings,
  ...signInFindings,
  ...sessionFindings,
  ...environmentFindings,
  ...edgeFindings,
  ...awsFindings,
} as const;

export type FindingId = keyof typeof findingDefinitions;

/** Every finding that the doctor knows, by its id; docs/doctor.md lists the same. */
export const allFindings: Readonly<Record<string, FindingDefinition>> = {
  ...accessLogFindings,
  ...findingDefinitions,
};

/** A finding with what was seen. */
export function found(id: FindingId, { summary, proof, fix }: FoundDetails): Finding {
  const definition: FindingDefinition = findingDefinitions[id];
  return {
    id,
    severity: definition.severity,
    step: definition.step,
    summary: summary ?? definition.summary,
    proof,
    fix: fix ?? definition.fix,
  };
}
