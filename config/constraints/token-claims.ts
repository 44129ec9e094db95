import { closestName } from "../closest-name";
import { customScopes } from "../custom-scopes";
import type { Path } from "../issue";
import type { Identity } from "../schema/environment";
import { type TokenClaims, tokenClaimsSettings } from "../token-claims-settings";
import { reservedClaimIssues, userAttributeIssues } from "./claim-names";
import type { Constraint, ConstraintIssue } from "./constraint";
import { standardScopes } from "./scopes";

const path: Path = ["identity", "tokenClaims"];

/**
 * Lambda's limit for the names and values of all environment variables.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const maxSettingsBytes = 4096 - "TOKEN_CLAIMS".length;

/** Scopes and groups of `tokenClaims` are declared, and Cognito lets a function change its claims. */
export const checkTokenClaims: Constraint = ({ identity }) => {
  const { tokenClaims } = identity;
  if (tokenClaims === undefined) return [];
  if (identity.type === "existing") {
    return [
      {
        path,
        message:
          "cannot be used with an existing pool: its functions are part of the pool, which is never changed",
        fix: "remove it, and let the owner of the pool set its pre token generation function",
      },
    ];
  }
  return [
    ...contentIssues(tokenClaims),
    ...scopeIssues(identity, tokenClaims),
    ...claimIssues(identity, tokenClaims),
  ];
};

function contentIssues(tokenClaims: TokenClaims): ConstraintIssue[] {
  const { scopes, claims, machines } = tokenClaims;
  if (Object.keys(scopes).length + Object.keys(claims).length === 0) {
    return [
      {
        path,
        message: "must have scopes or claims: without them the function would change nothing",
        fix: "add one of them, or remove tokenClaims",
      },
    ];
  }
  const issues: ConstraintIssue[] = [];
  const bytes = Buffer.byteLength(tokenClaimsSettings(tokenClaims));
  if (bytes > maxSettingsBytes) {
    issues.push({
      path,
      value: bytes,
      message: `makes ${bytes} bytes of settings for the function; Lambda allows ${maxSettingsBytes}`,
      fix: "name fewer scopes and claims, or use shorter names",
    });
  }
  if (machines && !Object.values(claims).some(({ type }) => type === "constant")) {
    issues.push({
      path: [...path, "machines"],
      message:
        "must be false without a constant claim: machines have neither groups nor attributes, so nothing else applies to them",
      fix: 'add a claim with type: "constant", or remove machines',
    });
  }
  return issues;
}

function scopeIssues(identity: Identity, { scopes }: TokenClaims): ConstraintIssue[] {
  const custom = customScopes(identity);
  return Object.entries(scopes).flatMap(([scope, { groups }]) => {
    const at = [...path, "scopes", scope];
    const issues = groups.flatMap((group, index) =>
      groupIssues(identity, group, [...at, "groups", index]),
    );
    if (custom.includes(scope)) return issues;
    const isStandard = (standardScopes as readonly string[]).includes(scope);
    const closest = closestName(scope, custom);
    const declared = custom.length === 0 ? "none so far" : custom.join(", ");
    return [
      {
        path: at,
        value: scope,
        message: isStandard
          ? "must be a custom scope: the load balancer needs the standard ones to sign users in"
          : `must be a scope that a resource server declares (${declared})`,
        fix:
          closest === undefined
            ? "declare it in identity.resourceServers"
            : `did you mean "${closest}"? Otherwise declare it in identity.resourceServers`,
      },
      ...issues,
    ];
  });
}

function claimIssues(identity: Identity, { claims }: TokenClaims): ConstraintIssue[] {
  return Object.entries(claims).flatMap(([name, claim]) => {
    const at = [...path, "claims", name];
    return [...reservedClaimIssues(name, at), ...sourceIssues(identity, claim, at)];
  });
}

function sourceIssues(
  identity: Identity,
  claim: TokenClaims["claims"][string],
  at: Path,
): ConstraintIssue[] {
  switch (claim.type) {
    case "constant":
      return [];
    case "group":
      return claim.values.flatMap(({ group }, index) =>
        groupIssues(identity, group, [...at, "values", index, "group"]),
      );
    case "attribute":
      return userAttributeIssues(
        claim.attribute,
        [...at, "attribute"],
        identity.type === "existing" ? [] : Object.keys(identity.customAttributes),
      );
  }
}

function groupIssues({ groups }: Identity, group: string, at: Path): ConstraintIssue[] {
  const known = Object.keys(groups);
  if (known.includes(group)) return [];
  const closest = closestName(group, known);
  return [
    {
      path: at,
      message: `must be a group of identity.groups (${known.join(", ") || "none so far"}): nobody can be in another one`,
      fix:
        closest === undefined
          ? "declare it in identity.groups"
          : `did you mean "${closest}"? Otherwise declare it in identity.groups`,
    },
  ];
}
