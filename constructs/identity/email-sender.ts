import type { CognitoUserPoolEmailConfiguration } from "@cdktf/provider-aws/lib/cognito-user-pool";

/** Who sends the emails of a user pool. */
export type EmailSender =
  | { readonly type: "cognito" }
  | {
      readonly type: "ses";
      /** ARN of a verified SES identity. */
      readonly identityArn: string;
      /** An address of the identity, with or without a name. */
      readonly from: string;
      readonly replyTo?: string | undefined;
      readonly configurationSet?: string | undefined;
    };

/**
 * The email settings of a user pool.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
 */
export function emailConfiguration(sender: EmailSender): CognitoUserPoolEmailConfiguration {
  if (sender.type === "cognito") return { emailSendingAccount: "COGNITO_DEFAULT" };
  return {
    emailSendingAccount: "DEVELOPER",
    sourceArn: sender.identityArn,
    fromEmailAddress: sender.from,
    replyToEmailAddress: sender.replyTo,
    configurationSet: sender.configurationSet,
  };
}
