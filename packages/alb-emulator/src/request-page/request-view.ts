import type { IncomingMessage } from "node:http";
import { decodeToken } from "../load-balancer/tokens/decode-token.ts";

/** What a program receives with a request, for people. */
export interface RequestView {
  readonly application: string;
  readonly service: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** In their order, with the names as they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Absent where the rule does not sign users in. */
  readonly user: SignedInUser | undefined;
  /** Tokens by the name of their header. Their signatures are not verified. */
  readonly tokens: Readonly<Record<string, TokenView>>;
}

export interface SignedInUser {
  /** Email address, user name or `sub`: the first that the tokens have. */
  readonly name: string;
  readonly sub: string;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
  readonly clientId: string | undefined;
}

export interface TokenView {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

const tokenHeaders = ["x-amzn-oidc-data", "x-amzn-oidc-accesstoken"] as const;

/** Reads a request. @param names Application and service that it arrived at. */
export function requestView(
  { method = "", url = "", rawHeaders, headers }: IncomingMessage,
  names: Pick<RequestView, "application" | "service">,
): RequestView {
  const decoded = tokenHeaders.flatMap((name) => {
    const token = decodeToken(String(headers[name] ?? ""));
    return token === undefined ? [] : [[name, token] as const];
  });
  const tokens: Partial<Record<string, TokenView>> = Object.fromEntries(decoded);
  return {
    ...names,
    method,
    url,
    headers: pairs(rawHeaders),
    user: userOf(
      headers["x-amzn-oidc-identity"],
      tokens["x-amzn-oidc-data"],
      tokens["x-amzn-oidc-accesstoken"],
    ),
    tokens: Object.fromEntries(decoded),
  };
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""] as const] : [],
  );
}

function userOf(
  identity: string | string[] | undefined,
  data: TokenView | undefined,
  access: TokenView | undefined,
): SignedInUser | undefined {
  if (identity === undefined || data === undefined) return undefined;
  const sub = String(identity);
  const claims = { ...access?.payload, ...data.payload };
  const groups = access?.payload["cognito:groups"];
  const scope = access?.payload.scope;
  const clientId = access?.payload.client_id ?? data.header.client;
  return {
    name: [claims.email, claims.username, sub].find((name) => typeof name === "string") as string,
    sub,
    groups: Array.isArray(groups) ? groups.map(String) : [],
    scopes: typeof scope === "string" ? scope.split(" ") : [],
    clientId: typeof clientId === "string" ? clientId : undefined,
  };
}
