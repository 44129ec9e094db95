import type { Constraint, ConstraintIssue } from "./constraint";

/**
 * Regions whose SES identities a pool of any region may use.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html#user-pool-email-developer-region-mapping
 */
const sharedRegions: readonly string[] = ["us-east-1", "us-west-2", "eu-west-1"];

/**
 * An SES identity is in a region that the pool can use, and contains the sender. Codes as a second factor
 * need it. @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-sms-email-message.html
 */
export const checkEmail: Constraint = ({ identity, region }) => {
  if (identity.type === "existing") return [];
  if (identity.email?.type !== "ses") {
    return identity.secondFactors.flatMap((factor, index) =>
      factor === "email-code"
        ? [
            {
              path: ["identity", "secondFactors", index],
              message:
                "must be left out without SES: Cognito's own sender sends no codes for a second factor",
              fix: 'remove it, or send with SES: email: { type: "ses", … }',
            },
          ]
        : [],
    );
  }
  const { identityArn, from } = identity.email;
  const [, , , sesRegion = "", , resource = ""] = identityArn.split(":");
  const issues: ConstraintIssue[] = [];
  if (sesRegion !== region && !sharedRegions.includes(sesRegion)) {
    issues.push({
      path: ["identity", "email", "identityArn"],
      message: `must be in ${region}, the region of the user pool, or in one of ${sharedRegions.join(", ")}: Cognito uses SES of no other region`,
      fix: `verify the identity in SES in ${region}`,
    });
  }
  const verified = resource.slice("identity/".length).toLowerCase();
  const sender = (/<(.+)>$/.exec(from)?.[1] ?? from).toLowerCase();
  const [, domain = ""] = sender.split("@");
  const isCovered = verified.includes("@")
    ? sender === verified
    : domain === verified || domain.endsWith(`.${verified}`);
  if (!isCovered) {
    issues.push({
      path: ["identity", "email", "from"],
      message: `must be ${verified.includes("@") ? verified : `an address of ${verified}`}, the SES identity: SES rejects other senders, so no invitation or code would arrive`,
      fix: "change the address, or use the identity of its domain",
    });
  }
  return issues;
};
