import type { KeyObject } from "node:crypto";
import type { AttackerKeys } from "./attacker-keys.ts";
import { signedAgain, withoutNewSignature } from "./edit-token.ts";
import {
  accessTokenHeader,
  dataHeader,
  type ForgedRequest,
  forgedName,
  type Headers,
  identityHeader,
  type TokenPart,
} from "./forged-request.ts";

/** What forged requests begin with. */
export interface Genuine {
  readonly data: string;
  readonly accessToken: string;
  readonly identity: string;
  readonly dataKey: KeyObject;
  readonly accessKey: KeyObject;
}

const hourSeconds = 60 * 60;
const otherPool = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_0thEr";

/** Path below the load balancers' keys where an attacker has published one. */
export const attackerKeyPath = "other-bucket/key.pem";

const forgedClaims = {
  sub: forgedName,
  username: forgedName,
  email: `${forgedName}@example.com`,
};

/**
 * Forged requests that need more than tokens: servers of an attacker, headers that are sent twice, and
 * claims that would show in a response.
 */
export function ownForgeries(genuine: Genuine, attacker: AttackerKeys): readonly ForgedRequest[] {
  return [
    ...forgedDataTokens(genuine, attacker),
    ...forgedAccessTokens(genuine, attacker),
    ...repeatedHeaders(genuine),
  ];
}

function forgedDataTokens(
  { data, dataKey, ...genuine }: Genuine,
  attacker: AttackerKeys,
): readonly ForgedRequest[] {
  const exp = Math.floor(Date.now() / 1000) - hourSeconds;
  const forged = (
    name: string,
    weakness: string,
    token: string,
    others: Partial<ForgedRequest> = {},
  ): ForgedRequest => ({
    name: `data token: ${name}`,
    weakness,
    reads: ["data token"],
    headers: headersOf({ ...genuine, data: token }),
    ...others,
  });
  const kidUrl = `${attacker.url}/data-token-kid`;
  return [
    forged(
      "claims of another user, not signed",
      "data-signature-not-verified",
      withoutNewSignature(data, { payload: forgedClaims }),
    ),
    forged(
      "expired an hour ago",
      "data-expiry-not-checked",
      signedAgain(data, { header: { exp }, payload: { exp } }, dataKey),
    ),
    forged(
      "of another pool",
      "data-issuer-not-checked",
      signedAgain(data, { header: { iss: otherPool }, payload: { iss: otherPool } }, dataKey),
    ),
    forged(
      "kid leads to an attacker's key by a path",
      "data-key-elsewhere",
      signedAgain(data, { header: { kid: `../${attackerKeyPath}` } }, attacker.dataKey.privateKey),
    ),
    forged(
      "kid is the URL of an attacker's key",
      "data-key-elsewhere",
      signedAgain(data, { header: { kid: kidUrl } }, attacker.dataKey.privateKey),
      { wasKeyFetched: () => attacker.wasRequested("/data-token-kid") },
    ),
  ];
}

function forgedAccessTokens(
  { accessToken, accessKey, ...genuine }: Genuine,
  attacker: AttackerKeys,
): readonly ForgedRequest[] {
  const exp = Math.floor(Date.now() / 1000) - hourSeconds;
  const forged = (
    name: string,
    weakness: string,
    token: string,
    keyPath?: string,
  ): ForgedRequest => ({
    name: `access token: ${name}`,
    weakness,
    reads: ["access token"],
    headers: headersOf({ ...genuine, accessToken: token }),
    ...(keyPath !== undefined && { wasKeyFetched: () => attacker.wasRequested(keyPath) }),
  });
  const ofAttacker = (changes: Parameters<typeof signedAgain>[1]) =>
    signedAgain(
      accessToken,
      { ...changes, header: { kid: attacker.accessKid, ...changes.header } },
      attacker.accessKey.privateKey,
    );
  return [
    forged(
      "claims of another user, not signed",
      "access-signature-not-verified",
      withoutNewSignature(accessToken, {
        payload: { ...forgedClaims, scope: "", "cognito:groups": [] },
      }),
    ),
    forged(
      "expired an hour ago",
      "access-expiry-not-checked",
      signedAgain(accessToken, { payload: { exp } }, accessKey),
    ),
    forged(
      "issuer is an attacker's server with a JWKS",
      "access-key-elsewhere",
      ofAttacker({ payload: { iss: `${attacker.url}/issuer` } }),
      "/issuer",
    ),
    forged(
      "jku leads to an attacker's JWKS",
      "access-key-elsewhere",
      ofAttacker({ header: { jku: `${attacker.url}/jku/jwks.json` } }),
      "/jku",
    ),
  ];
}

/** A forged value beside the genuine one: a careful program may use either, but must not believe the forged one. */
function repeatedHeaders(genuine: Genuine): readonly ForgedRequest[] {
  const { data, accessToken } = genuine;
  const forgedData = withoutNewSignature(data, { payload: forgedClaims });
  const forgedAccessToken = withoutNewSignature(accessToken, {
    payload: { ...forgedClaims, "cognito:groups": [forgedName] },
  });
  const repeated = (header: string, forged: string, reads: readonly TokenPart[]) =>
    [true, false].map(
      (isFirst): ForgedRequest => ({
        name: `${header} sent twice, a forged one ${isFirst ? "first" : "last"}`,
        weakness: "header-repeated",
        reads,
        needsEvidence: true,
        headers: headersOf(genuine).flatMap(([name, value]) => {
          if (name !== header) return [[name, value] as const];
          const values = isFirst ? [forged, value] : [value, forged];
          return values.map((each) => [name, each] as const);
        }),
      }),
    );
  return [
    ...repeated(dataHeader, forgedData, ["data token"]),
    ...repeated(accessTokenHeader, forgedAccessToken, ["access token"]),
    ...repeated(identityHeader, forgedName, []),
  ];
}

export function headersOf({
  accessToken,
  identity,
  data,
}: Pick<Genuine, "accessToken" | "identity" | "data">): Headers {
  return [
    [accessTokenHeader, accessToken],
    [identityHeader, identity],
    [dataHeader, data],
  ];
}
