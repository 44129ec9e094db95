import type { Cookie } from "tough-cookie";
import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { originOf } from "../http/response-origin";
import { judged, type StepResult } from "../step";
import { authorizationRequestOf } from "./authorize-url";
import type { SignInPage } from "./find-sign-in";
import type { Session } from "./sign-in";

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxCookieHeaderBytes = 16 * 1024;

/** Names, shards and attributes of the session cookies, never their values. */
export function lookAtSessionCookies({ cookies }: Session): StepResult {
  const names = new Map<string, Cookie[]>();
  for (const cookie of cookies) {
    const [, name] = /^(.+)-\d$/.exec(cookie.key) ?? [];
    if (name === undefined) continue;
    names.set(name, [...(names.get(name) ?? []), cookie]);
  }
  const seen = [...names].map(
    ([name, shards]) =>
      `${name} in ${shards.length} shard(s): ${shards.map(({ key }) => key).join(", ")}.`,
  );
  const all = [...names.values()].flat();
  const open = all.filter(({ secure, httpOnly, path }) => !secure || !httpOnly || path !== "/");
  if (open.length === 0) return judged("session-cookies", seen);
  const proof = open.map(
    ({ key, secure, httpOnly, path }) =>
      `${key}: ${secure ? "Secure" : "not Secure"}, ${httpOnly ? "HttpOnly" : "not HttpOnly"}, path ${path}.`,
  );
  return judged("session-cookies", seen, [found("session-cookie-attributes", { proof })]);
}

/**
 * Opens pages that request other scopes, with the session: each has to ask for a sign-in of its own.
 * @param signedInAt The page whose sign-in made the session.
 */
export async function lookAtOtherScopes(
  { client }: Session,
  signedInAt: SignInPage,
  pages: readonly SignInPage[],
): Promise<StepResult> {
  const scopesOf = (page: SignInPage) => [...authorizationRequestOf(page).scopes].sort().join(" ");
  const own = scopesOf(signedInAt);
  const others = pages.filter(
    (page) => page.url.host === signedInAt.url.host && scopesOf(page) !== own,
  );
  const seen: string[] = [];
  const findings: Finding[] = [];
  for (const page of others) {
    const response = await client.send(page.url);
    if (originOf(response).type !== "application") {
      seen.push(`${page.url.pathname} has a session of its own.`);
      continue;
    }
    const proof = [
      `Signed in with "${own}", the browser gets ${page.url.pathname}, which requests "${scopesOf(page)}".`,
    ];
    findings.push(found("session-cookie-shared", { proof }));
  }
  return judged("session-cookies", [...seen, ...findings.flatMap(({ proof }) => proof)], findings);
}

/** What the session adds to each request. */
export async function lookAtSizes({ client, page }: Session): Promise<StepResult> {
  const cookies = await client.cookies(page.url);
  const bytes = cookies.reduce((sum, { key, value }) => sum + key.length + value.length + 3, 0);
  const seen = [`The Cookie header has ${bytes} bytes; the load balancer accepts 16384.`];
  const findings: Finding[] = [];
  const { origin } = page;
  if (bytes > maxCookieHeaderBytes) {
    findings.push(found("cookie-header-too-large", { proof: seen }));
  }
  if (origin.type === "application" && origin.status === 431) {
    const proof = [`GET ${page.url.pathname} returns 431 from the application.`];
    findings.push(found("application-431", { proof }));
  }
  return judged("sizes", seen, findings);
}
