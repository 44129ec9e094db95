import { UserError } from "../../../config/user-error";

/** Names that services give to a permission that is missing. */
const denied = [
  "AccessDenied",
  "AccessDeniedException",
  "UnauthorizedOperation",
  "AuthorizationError",
];

const expired = [
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "InvalidSignatureException",
  "AuthFailure",
];

/** Why AWS could not be read, and what to do, in one sentence; never with what the error says of accounts. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (!(error instanceof Error)) throw error;
  if (error.name === "CredentialsProviderError" || error.name === "TokenProviderError") {
    return "There are no AWS credentials, so AWS is not read: sign in (aws sso login), or set AWS_PROFILE.";
  }
  if (expired.includes(error.name)) {
    return `AWS rejects the credentials (${error.name}): sign in again, or choose others with AWS_PROFILE.`;
  }
  if (denied.includes(error.name)) {
    const [action] = /\b[a-z0-9-]+:[A-Z][A-Za-z0-9]+\b/.exec(error.message) ?? [];
    return `The credentials may not read this${action === undefined ? "" : ` (${action})`}: attach the policy scripts/doctor/aws/read-only-policy.json.`;
  }
  if ("$metadata" in error || "code" in error) {
    return `AWS could not be read (${error.name}${"code" in error ? `, ${String(error.code)}` : ""}).`;
  }
  throw error;
}
