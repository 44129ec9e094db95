import { albAuthErrors } from "alb-auth";

/** The text of packages/alb-auth/docs/errors.md. */
export function albAuthErrorsPage(): string {
  const rows = Object.entries(albAuthErrors).map(
    ([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning} | ${remedy} |`,
  );
  return `# Codes of AlbAuthError

In the order of the checks: what the unverified header gives away is rejected before any key is fetched.
Generated from \`albAuthErrors\`.

| code | status | what happened | what to do |
| --- | --- | --- | --- |
${rows.join("\n")}

401 comes with \`WWW-Authenticate: Bearer error="invalid_token"\`, or without \`error\` where there was no bearer
token. 403 comes with \`error="insufficient_scope"\` and names the scopes that are missing. 503 comes with
\`Retry-After\`: the request cannot be verified at the moment, and the user did nothing wrong.
`;
}
