import {
  createTestLoadBalancer,
  type SignInOptions,
  type TestLoadBalancer,
} from "../../testing.ts";
import { AwsJwtVerify, peerVersion, type Token } from "./aws-jwt-verify.ts";
import { acceptedRows, type RawHeaders, type RejectedRow, rejectedRows } from "./rows.ts";
import { subjects } from "./subjects.ts";

/** aws-jwt-verify verifies one token at a time: these checks are for the program that calls it. */
const checksAcrossHeaders = ["ERR_SUBJECT_MISMATCH", "ERR_IDENTITY_MISSING", "ERR_HEADER_REPEATED"];

const bothTokens: readonly Token[] = ["data token", "access token"];

/** The values of the two tokens in a request. */
function tokensOf(headers: RawHeaders): Readonly<Record<Token, string>> {
  const values = new Map<string, string>();
  for (let index = 0; index < headers.length; index += 2) {
    values.set(String(headers[index]).toLowerCase(), String(headers[index + 1]));
  }
  return {
    "data token": values.get("x-amzn-oidc-data") ?? "",
    "access token": values.get("x-amzn-oidc-accesstoken") ?? "",
  };
}

/** What aws-jwt-verify makes of a valid request. */
async function acceptance(
  headers: (loadBalancer: TestLoadBalancer, user: SignInOptions) => RawHeaders,
  user: SignInOptions,
  loadBalancer: TestLoadBalancer,
): Promise<string> {
  const peer = await AwsJwtVerify.create(loadBalancer);
  const values = tokensOf(headers(loadBalancer, user));
  for (const token of bothTokens) {
    if (!(await peer.accepts(token, values[token]))) return "**rejects**";
  }
  return "accepts";
}

/** What aws-jwt-verify makes of a request that must be rejected. */
async function rejection(row: RejectedRow, loadBalancer: TestLoadBalancer): Promise<string> {
  if (checksAcrossHeaders.includes(row.code)) return "–";
  const peer = await AwsJwtVerify.create(loadBalancer);
  const values = tokensOf(row.headers(loadBalancer, {}));
  for (const token of bothTokens) {
    const isVerified = row.part === token || row.part === "request";
    if (!isVerified || (await peer.accepts(token, values[token]))) continue;
    return row.isGivenAway && peer.keyFetches > 0 ? "rejects after a key fetch" : "rejects";
  }
  return "**accepts**";
}

/** The text of docs/comparison.md. */
export async function comparisonPage(): Promise<string> {
  const loadBalancer = await createTestLoadBalancer();
  try {
    const valid = [];
    for (const { name, user, headers } of acceptedRows) {
      valid.push(`| ${name} | accepts | ${await acceptance(headers, user, loadBalancer)} |`);
    }
    const forged = [];
    for (const row of rejectedRows) {
      const keys = row.isGivenAway ? "no" : "yes";
      const peer = await rejection(row, loadBalancer);
      forged.push(`| ${row.name} | ${keys} | \`${row.code}\` | ${peer} |`);
    }
    return pageOf(valid, forged);
  } finally {
    await loadBalancer.close();
  }
}

function pageOf(valid: readonly string[], forged: readonly string[]): string {
  const [core, ...adapters] = subjects.map(({ name }) => `\`${name}\``);
  return `# Who rejects what

One suite sends these requests over HTTP to ${core} and to every adapter (${adapters.join(", ")}).
All of them respond in the same way, so they share one column. Each request has a key of its own: a
request is given away by its unverified tokens if no key is needed to reject it, and then none is fetched.

[aws-jwt-verify](https://github.com/awslabs/aws-jwt-verify) ${peerVersion} has \`albArn\`, \`issuer\` and \`clientId\`, as its
README says, and verifies the token in question, or both tokens of a request. "–" is a check that it
leaves to the program: it verifies one token at a time. Generated from the suite by \`npm run docs\`.

## Valid requests

| request | \`alb-auth\` | \`aws-jwt-verify\` |
| --- | --- | --- |
${valid.join("\n")}

## Forged and broken requests

| request | needs a key | \`alb-auth\` | \`aws-jwt-verify\` |
| --- | --- | --- | --- |
${forged.join("\n")}
`;
}
