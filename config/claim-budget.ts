import type { Path } from "./issue";
import type { Environment, Identity } from "./schema/environment";
import type { TokenClaims } from "./token-claims-settings";

/**
 * What a session of the load balancer may hold: the user's claims and the access token. Above it, the
 * load balancer returns 500 to this user.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export const maxSessionBytes = 11 * 1024;

/** A part of a session, at its largest. */
export interface SessionPart {
  /** What it is, in the plural. */
  readonly name: string;
  readonly bytes: number;
  /** Where it is declared; absent for what Cognito adds itself. */
  readonly path?: Path;
}

/** The parts of the largest session that an application can have. */
export interface SessionSize {
  readonly application: string;
  readonly bytes: number;
  readonly parts: readonly SessionPart[];
}

/** Longest value of a standard attribute that is likely: their limit of 2048 is far from what people have. */
const standardAttributeBytes = 128;

/** Standard attributes that people or identity providers fill in. */
const usualAttributes = ["sub", "email", "email_verified", "name", "username"];

const uuid = "00000000-0000-0000-0000-000000000000";

/** RS256 with a key of 2048 bits, base64url, and two dots. */
const signatureBytes = 342 + 2;

/** Cognito's own claims of an access token, as long as they are in AWS. */
function ownClaims({ region }: Pick<Environment, "region">): Record<string, unknown> {
  return {
    sub: uuid,
    iss: `https://issuer-cognito-idp.${region}.amazonaws.com/${region}_AAAAAAAAA`,
    version: 2,
    client_id: "a".repeat(26),
    origin_jti: uuid,
    event_id: uuid,
    token_use: "access",
    auth_time: 1_700_000_000,
    exp: 1_700_000_000,
    iat: 1_700_000_000,
    jti: uuid,
    username: uuid,
  };
}

/**
 * The largest session of each application: of a user who is in every group, whose attributes are as long
 * as they may be, on the route with the longest scopes.
 */
export function sessionSizes(environment: Environment): SessionSize[] {
  const { identity, applications } = environment;
  return Object.entries(applications).map(([application, { routes, defaultRoute }]) => {
    const scopes = [...routes, defaultRoute]
      .flatMap(({ access }) => (access.type === "login" ? [access.scopes.join(" ")] : []))
      .reduce((longest, each) => (each.length > longest.length ? each : longest), "");
    const parts: SessionPart[] = [
      {
        name: "the access token without them",
        bytes:
          encoded(jsonBytes({ kid: "a".repeat(44), alg: "RS256" })) +
          encoded(jsonBytes(ownClaims(environment))) +
          signatureBytes,
      },
      {
        name: "scopes",
        bytes: encoded(memberBytes("scope", scopes)),
        path: ["applications", application, "routes"],
      },
      {
        name: "groups",
        bytes: encoded(groupBytes(identity)),
        path: ["identity", "groups"],
      },
      {
        name: "added claims",
        bytes: encoded(addedClaimBytes(identity)),
        path: ["identity", "tokenClaims", "claims"],
      },
      {
        name: "custom attributes",
        bytes: customAttributes(identity).reduce(
          (sum, { name, bytes }) => sum + memberBytes(`custom:${name}`, "") + bytes,
          0,
        ),
        path: ["identity", "customAttributes"],
      },
      {
        name: "standard attributes",
        bytes: standardAttributes(identity).reduce(
          (sum, name) => sum + memberBytes(name, "") + standardAttributeBytes,
          0,
        ),
        path: ["identity", "identityProviders"],
      },
    ].filter(({ bytes }) => bytes > 0);
    return { application, bytes: parts.reduce((sum, part) => sum + part.bytes, 0), parts };
  });
}

/** Base64url makes four characters of three bytes. */
function encoded(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** `"name":value,` in an object. */
function memberBytes(name: string, value: unknown): number {
  return jsonBytes(name) + jsonBytes(value) + ":,".length;
}

function groupBytes({ groups }: Identity): number {
  const names = Object.keys(groups);
  return names.length === 0 ? 0 : memberBytes("cognito:groups", names);
}

function addedClaimBytes(identity: Identity): number {
  return Object.entries(identity.tokenClaims?.claims ?? {})
    .filter(([, { tokens }]) => tokens.includes("access"))
    .reduce((sum, [name, claim]) => sum + claimBytes(identity, name, claim), 0);
}

function claimBytes(
  identity: Identity,
  name: string,
  claim: TokenClaims["claims"][string],
): number {
  switch (claim.type) {
    case "constant":
      return memberBytes(name, claim.value);
    case "group": {
      const values = [...claim.values.map(({ value }) => value), claim.otherwise ?? ""];
      return Math.max(...values.map((value) => memberBytes(name, value)));
    }
    case "attribute": {
      const custom = customAttributes(identity).find(
        (attribute) => claim.attribute === `custom:${attribute.name}`,
      );
      return memberBytes(name, "") + (custom?.bytes ?? standardAttributeBytes);
    }
  }
}

const maxDigits = 11;

function customAttributes(identity: Identity): { name: string; bytes: number }[] {
  if (identity.type === "existing") return [];
  return Object.entries(identity.customAttributes).map(([name, attribute]) => ({
    name,
    bytes: attribute.type === "string" ? attribute.maxLength : maxDigits,
  }));
}

function standardAttributes({ identityProviders }: Identity): string[] {
  const mapped = Object.values(identityProviders).flatMap((provider) =>
    provider.type === "existing" ? [] : Object.keys(provider.attributeMapping),
  );
  return [...new Set([...usualAttributes, ...mapped])].filter(
    (name) => !name.startsWith("custom:"),
  );
}
