import type { ErrorDescription } from "alb-auth";
import { authErrors } from "../http/auth-errors";
import { requestErrors } from "../http/request-error";

/** The text of docs/errors.md. */
export function errorsPage(): string {
  return `# Find out why a request was rejected

Each rejected request ends in one log line with one of these codes as \`code\`, with \`requestId\`,
\`traceId\` and, if it is a UUID, the token's \`kid\`. The client does not see the code of a rejected
token: every 401 has the same body, so that a forger learns nothing from it. A browser gets a page, an
API client (\`Accept: application/json\` or anything but HTML) gets \`application/problem+json\`; both
contain the request id, which is also in the \`X-Request-Id\` header.

Tokens, cookies, authorization codes and email addresses are never logged: no header, query or body is.
A path is logged as its route is declared (\`/tasks/:id\`); of a path without a route, and of a request that
was rejected before its route, only plain words are (\`/invite/anna@example.com\` becomes \`/invite/*\`).

## Codes of alb-auth

In the order of the checks: what the unverified header gives away is rejected before any key is
fetched. Other programs that use \`alb-auth\` set its options instead of the container's variables. An
option that has no variable, such as \`accessTokenGraceSeconds\`, has its default in the container.

${tableOf(authErrors)}

403 comes with \`WWW-Authenticate: Bearer error="insufficient_scope"\` and names what is missing. 503
comes with \`Retry-After\`: the container cannot verify this request at the moment, and the user did
nothing wrong. Service resumes within 2 seconds of the key source's return.

## Codes of the app

${tableOf(requestErrors)}
`;
}

function tableOf(errors: Record<string, ErrorDescription>): string {
  const rows = Object.entries(errors).map(
    ([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning} | ${remedy} |`,
  );
  return [
    "| code | status | what happened | what to do |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}
