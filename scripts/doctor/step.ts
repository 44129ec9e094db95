import type { Finding } from "./finding";

/** What the doctor looks at, in the order of a sign-in. */
export const stepTitles = {
  dns: "DNS",
  certificate: "Certificate",
  "http-redirect": "HTTP to HTTPS",
  rule: "Listener rule",
  "authorize-url": "Authorization URL",
  "callback-url": "Callback URL",
  scopes: "Scopes",
  "login-page": "Login page",
  egress: "Egress to Cognito",
  target: "Target",
  "sign-in": "Sign-in",
  "session-cookies": "Session cookies",
  sizes: "Sizes",
  "health-check": "Health check",
  clock: "Clocks",
  issuer: "Issuer",
  "sign-out": "Sign-out",
  "aws-rules": "Rules in AWS",
  "aws-client": "App client in AWS",
  "aws-targets": "Targets in AWS",
  "access-log": "Access log",
} as const;

export type StepId = keyof typeof stepTitles;

/** What came out of a step. */
export interface StepResult {
  readonly id: StepId;
  /** `failed` with a finding of severity `error`; `skipped` when there was nothing to judge. */
  readonly result: "ok" | "failed" | "skipped";
  /** What was seen, or why the step was skipped: one sentence each, without secrets. */
  readonly seen: readonly string[];
  readonly findings: readonly Finding[];
}

/** @param seen What was seen, one sentence each. */
export function judged(
  id: StepId,
  seen: readonly string[],
  findings: readonly Finding[] = [],
): StepResult {
  const hasError = findings.some(({ severity }) => severity === "error");
  return { id, result: hasError ? "failed" : "ok", seen, findings };
}

/** @param reason Why there is nothing to judge. */
export function skipped(id: StepId, reason: string): StepResult {
  return { id, result: "skipped", seen: [reason], findings: [] };
}
