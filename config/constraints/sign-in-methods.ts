import type { Path } from "../issue";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Combinations of first and second factors that Cognito accepts. */
export const checkSignInMethods: Constraint = ({ identity }) => {
  const { signInMethods } = identity;
  const issues: ConstraintIssue[] = [];
  const path = ["identity", "signInMethods"];
  if (signInMethods !== undefined) {
    issues.push(...repeatedEntries(path, signInMethods));
    if (!signInMethods.includes("password")) {
      issues.push({
        path,
        message:
          'must include "password": Cognito allows other methods beside a password, never instead of it',
        fix: 'add "password"; users who have another method need not use it',
      });
    }
  }
  if (identity.type === "existing") return issues;
  const { mfa, secondFactors } = identity;
  issues.push(...repeatedEntries(["identity", "secondFactors"], secondFactors));
  if (mfa === "off" && secondFactors.includes("email-code")) {
    issues.push({
      path: ["identity", "secondFactors"],
      message: 'has no effect with mfa: "off": nobody is asked for a second factor',
      fix: 'remove it, or write mfa: "required"',
    });
  }
  if (mfa !== "required") return issues;
  signInMethods?.forEach((method, index) => {
    if (method === "password") return;
    issues.push({
      path: [...path, index],
      message: `must be left out with mfa: "required": Cognito rejects ${method} sign-in, which has no second factor, where everyone must have one`,
      fix: 'remove it, or write mfa: "optional", with which users who set up a second factor lose this method',
    });
  });
  return issues;
};

function repeatedEntries(path: Path, entries: readonly string[]): ConstraintIssue[] {
  return entries.flatMap((entry, index) =>
    entries.indexOf(entry) === index
      ? []
      : [
          {
            path: [...path, index],
            message: "must not repeat an entry",
            fix: "remove it",
          },
        ],
  );
}
