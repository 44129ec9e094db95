import type { FindWarnings } from "./warning";

/**
 * Codes by email in place of the password, from a sender that stops after 50 mails a day.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 */
export const warnOfEmailCodesWithoutSender: FindWarnings = ({ identity }) => {
  if (identity.type === "existing" || identity.email?.type === "ses") return [];
  const index = identity.signInMethods?.indexOf("email-code") ?? -1;
  if (index === -1) return [];
  return [
    {
      path: ["identity", "signInMethods", index],
      message:
        "sends an email for each sign-in, and Cognito's own sender delivers at most 50 a day for the whole AWS account: further users wait for a code that never comes",
      fix: 'send with SES: email: { type: "ses", … }',
    },
  ];
};
