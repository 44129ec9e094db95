import { featurePlanOf } from "../feature-plan";
import type { Constraint, ConstraintIssue } from "./constraint";

/** The plan of a user pool has the features that are used. @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html */
export const checkFeaturePlan: Constraint = ({ identity }) => {
  if (identity.type === "existing") return [];
  const { threatProtection, signInMethods = [], secondFactors } = identity;
  const plan = featurePlanOf(identity);
  const issues: ConstraintIssue[] = [];
  if (threatProtection !== "off" && plan !== "plus") {
    issues.push({
      path: ["identity", "plan"],
      message: `must be "plus" with threatProtection: "${threatProtection}": Cognito rejects threat protection on smaller plans`,
      fix: 'write plan: "plus", or threatProtection: "off"',
    });
  }
  if (plan !== "lite") return issues;
  signInMethods.forEach((method, index) => {
    if (method === "password") return;
    issues.push(needsEssentials(["identity", "signInMethods", index], `${method} sign-in`));
  });
  if (identity.pages?.type === "managed-login") {
    issues.push(needsEssentials(["identity", "pages", "type"], "managed login"));
  }
  const emailCode = secondFactors.indexOf("email-code");
  if (emailCode !== -1) {
    issues.push(needsEssentials(["identity", "secondFactors", emailCode], "codes by email"));
  }
  if (identity.tokenClaims !== undefined) {
    issues.push(needsEssentials(["identity", "tokenClaims"], "changes of access tokens"));
  }
  return issues;
};

function needsEssentials(path: ConstraintIssue["path"], feature: string): ConstraintIssue {
  return {
    path,
    message: `must be left out with plan: "lite": Cognito rejects ${feature} on this plan`,
    fix: 'remove it, or write plan: "essentials"',
  };
}
