import type { AlbAuthErrorCode } from "../../index.ts";
import { forgeries } from "../../src/testing/forgeries.ts";
import type { Forgery } from "../../src/testing/forgery.ts";
import type { SignInOptions, TestLoadBalancer } from "../../testing.ts";

/** Names and values in turn, as they are sent: a name can come twice. */
export type RawHeaders = readonly string[];

export interface AcceptedRow {
  readonly name: string;
  /** Who signs in. */
  readonly user: SignInOptions;
  readonly headers: (loadBalancer: TestLoadBalancer, user: SignInOptions) => RawHeaders;
}

export interface RejectedRow {
  readonly name: string;
  readonly part: Forgery["part"];
  readonly code: AlbAuthErrorCode;
  /** Whether the unverified headers give it away, so that no key may be fetched. */
  readonly isGivenAway: boolean;
  readonly headers: (loadBalancer: TestLoadBalancer, user: SignInOptions) => RawHeaders;
}

const headerNames = [
  "x-amzn-oidc-data",
  "x-amzn-oidc-accesstoken",
  "x-amzn-oidc-identity",
] as const;

const raw = (headers: Readonly<Record<string, string>>): RawHeaders =>
  Object.entries(headers).flat();

function accepted(
  name: string,
  user: SignInOptions = {},
  headers: AcceptedRow["headers"] = (loadBalancer, options) => raw(loadBalancer.signIn(options)),
): AcceptedRow {
  return { name, user, headers };
}

/** Cognito's other issuer of a pool. */
function updatedIssuer({ options }: TestLoadBalancer): string {
  return String(options.issuer).replace("https://cognito-idp.", "https://issuer-cognito-idp.");
}

/** A third spelling, which is not Cognito's. */
function thirdIssuer({ options }: TestLoadBalancer): string {
  return String(options.issuer).replace("https://cognito-idp.", "https://issuer2-cognito-idp.");
}

export const acceptedRows: readonly AcceptedRow[] = [
  accepted("a signed-in user", { groups: ["staff"], scopes: ["openid", "email", "tasks/read"] }),
  accepted("no email address, group or scope", { email: null, groups: [], scopes: [] }),
  // Each length needs other padding.
  ...["", "x", "xx"].map((note) =>
    accepted(`claims padded otherwise (${note.length})`, { claims: { note } }),
  ),
  accepted("names outside ASCII", { claims: { name: "Zoë 日本 😀" }, groups: ["Führung"] }),
  accepted("many groups", { groups: Array.from({ length: 100 }, (_, index) => `group-${index}`) }),
  accepted("header names in another letter case", {}, (loadBalancer, user) =>
    Object.entries(loadBalancer.signIn(user)).flatMap(([name, value]) => [
      name.replaceAll(/\b\w/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  ),
  accepted("headers in another order", {}, (loadBalancer, user) =>
    Object.entries(loadBalancer.signIn(user)).reverse().flat(),
  ),
  accepted("session cookies as long as a load balancer sends them", {}, (loadBalancer, user) => [
    ...raw(loadBalancer.signIn(user)),
    ...[0, 1, 2, 3].flatMap((shard) => [
      "Cookie",
      `AWSELBAuthSessionCookie-${shard}=${"x".repeat(4_000)}`,
    ]),
  ]),
  accepted("the other issuer of the pool", {}, (loadBalancer, user) =>
    raw(loadBalancer.signIn({ ...user, issuer: updatedIssuer(loadBalancer) })),
  ),
  accepted("both issuers of the pool", {}, (loadBalancer, user) => {
    const updated = loadBalancer.signIn({ ...user, issuer: updatedIssuer(loadBalancer) });
    const { "x-amzn-oidc-data": data } = loadBalancer.signIn(user);
    return raw({ ...updated, "x-amzn-oidc-data": data });
  }),
];

/** The values of one header, in the order in which they are sent. */
function repeated(
  header: (typeof headerNames)[number],
  name: string,
  values: (genuine: string) => readonly string[],
): RejectedRow {
  return {
    name: `${header} sent twice${name}`,
    part: "request",
    code: "ERR_HEADER_REPEATED",
    isGivenAway: true,
    headers: (loadBalancer, user) =>
      Object.entries(loadBalancer.signIn(user)).flatMap(([sent, value]) =>
        (sent === header ? values(value) : [value]).flatMap((each) => [sent, each]),
      ),
  };
}

const repeatedHeaders = headerNames.flatMap((header) => [
  repeated(header, "", (genuine) => [genuine, genuine]),
  repeated(header, ", a forged one first", (genuine) => ["forged", genuine]),
  repeated(header, ", a forged one last", (genuine) => [genuine, "forged"]),
]);

const thirdIssuers: readonly RejectedRow[] = [
  {
    name: "data token: third issuer of the pool",
    part: "data token",
    code: "ERR_DATA_ISSUER",
    isGivenAway: true,
    headers: (loadBalancer, user) => {
      const third = loadBalancer.signIn({ ...user, issuer: thirdIssuer(loadBalancer) });
      const { "x-amzn-oidc-data": data } = third;
      return raw({ ...loadBalancer.signIn(user), "x-amzn-oidc-data": data });
    },
  },
  {
    name: "access token: third issuer of the pool",
    part: "access token",
    code: "ERR_ACCESS_ISSUER",
    isGivenAway: true,
    headers: (loadBalancer, user) => {
      const third = loadBalancer.signIn({ ...user, issuer: thirdIssuer(loadBalancer) });
      const { "x-amzn-oidc-data": data } = loadBalancer.signIn(user);
      return raw({ ...third, "x-amzn-oidc-data": data });
    },
  },
];

export const rejectedRows: readonly RejectedRow[] = [
  ...forgeries.map(({ name, part, code, isGivenAway }) => ({
    name,
    part,
    code,
    isGivenAway,
    headers: (loadBalancer: TestLoadBalancer, user: SignInOptions) =>
      raw(loadBalancer.forgedRequest(name, user).headers),
  })),
  ...thirdIssuers,
  ...repeatedHeaders,
];
