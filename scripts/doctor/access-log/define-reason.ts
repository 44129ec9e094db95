import type { FindingDefinition } from "../finding";

/** What AWS's documentation lists under one name, and what it means for an environment of this project. */
export type Reasons = Readonly<Record<string, FindingDefinition>>;

/** A finding that an access-log line proves by its `error_reason`. */
export function reason(
  severity: FindingDefinition["severity"],
  code: string,
  summary: string,
  fix: string,
): FindingDefinition {
  return { step: "access-log", severity, summary, proof: `\`error_reason\` \`${code}\``, fix };
}

/** A finding that an access-log line proves by other fields. */
export function outcome(
  severity: FindingDefinition["severity"],
  proof: string,
  summary: string,
  fix: string,
): FindingDefinition {
  return { step: "access-log", severity, summary, proof, fix };
}

/** `AuthInvalidAWSALBAuthNonce` → `auth-invalid-awsalb-auth-nonce`. */
export function findingIdOf(code: string): string {
  return code
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}
