import type { FindWarnings } from "./warning";

/**
 * With Cognito's own sender, everybody on the internet can use up the emails of a day.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export const warnOfEmailLimit: FindWarnings = ({ identity }) =>
  identity.type === "existing" || identity.signUp !== "self" || identity.email?.type === "ses"
    ? []
    : [
        {
          path: ["identity", "signUp"],
          message:
            "uses Cognito's own sender, which delivers at most 50 emails a day for the whole AWS account: the next users who sign up, or forget their password, get no code",
          fix: 'send with SES: email: { type: "ses", … } (docs/email.md)',
        },
      ];
