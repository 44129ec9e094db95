import type { Environment } from "../config/schema/environment";
import type { UserMessage } from "../constructs/identity/user-messages";

/** The invitation of an environment's users; what it does not write names the application's address. */
export function invitationOf({
  identity,
  applications,
}: Pick<Environment, "identity" | "applications">): UserMessage | undefined {
  if (identity.type === "existing") return undefined;
  const invitation = identity.messages?.invitation;
  if (invitation === undefined) return undefined;
  const [only] = Object.keys(applications);
  const { hostName = "" } = applications[invitation.application ?? only ?? ""] ?? {};
  return {
    subject: invitation.subject ?? `Your account for ${hostName}`,
    body: invitation.body ?? defaultBody(hostName),
  };
}

/** Cognito sends it as HTML. Nothing follows the password on its line: users would copy it along. */
function defaultBody(hostName: string): string {
  return [
    `<p>You have an account for <a href="https://${hostName}">${hostName}</a>.</p>`,
    "<p>User name: {username}<br>Temporary password: {####}</p>",
    `<p>Open <a href="https://${hostName}">https://${hostName}</a>, sign in with both, and choose a password of your own.</p>`,
  ].join("\n");
}
