import type { HeaderValues } from "./test-tokens.ts";

/** The three headers that a load balancer adds to the requests of a signed-in user. */
export type OidcRequestHeaders = {
  readonly "x-amzn-oidc-accesstoken": string;
  readonly "x-amzn-oidc-identity": string;
  readonly "x-amzn-oidc-data": string;
};

const headerNames = {
  accessToken: "x-amzn-oidc-accesstoken",
  identity: "x-amzn-oidc-identity",
  data: "x-amzn-oidc-data",
} as const;

/** As `node:http` and `fetch` take them, in the order in which a load balancer adds them. */
export function requestHeaders(values: HeaderValues): OidcRequestHeaders;
export function requestHeaders(values: Partial<HeaderValues>): Record<string, string>;
export function requestHeaders(values: Partial<HeaderValues>): Record<string, string> {
  return Object.fromEntries(
    (Object.keys(headerNames) as (keyof HeaderValues)[]).flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[headerNames[name], value]];
    }),
  );
}
