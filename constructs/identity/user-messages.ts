import type {
  CognitoUserPoolAdminCreateUserConfigInviteMessageTemplate,
  CognitoUserPoolVerificationMessageTemplate,
} from "@cdktf/provider-aws/lib/cognito-user-pool";

/** An email; what is absent is Cognito's. */
export interface UserMessage {
  readonly subject?: string | undefined;
  /** HTML with Cognito's placeholders. */
  readonly body?: string | undefined;
}

/** How users confirm their email address. */
export type Verification =
  | ({ readonly type: "code" } & UserMessage)
  | ({ readonly type: "link"; readonly code?: UserMessage | undefined } & UserMessage);

/** The invitation of users whom an administrator creates. */
export function inviteMessageTemplate({
  subject,
  body,
}: UserMessage): CognitoUserPoolAdminCreateUserConfigInviteMessageTemplate {
  return { emailSubject: subject, emailMessage: body };
}

/**
 * The messages with codes and links.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export function verificationMessageTemplate(
  verification: Verification,
): CognitoUserPoolVerificationMessageTemplate {
  if (verification.type === "code") {
    return { defaultEmailOption: "CONFIRM_WITH_CODE", ...codeTemplate(verification) };
  }
  const { subject, body, code } = verification;
  return {
    defaultEmailOption: "CONFIRM_WITH_LINK",
    emailSubjectByLink: subject,
    emailMessageByLink: body,
    ...(code === undefined ? {} : codeTemplate(code)),
  };
}

function codeTemplate({ subject, body }: UserMessage): CognitoUserPoolVerificationMessageTemplate {
  return { emailSubject: subject, emailMessage: body };
}
