// Pre token generation function of a user pool, which Cognito calls before it signs the tokens of a user
// or of a machine. It knows what the environment declares from TOKEN_CLAIMS, calls nothing and logs
// nothing. Where it cannot tell what somebody may have, it takes the scope away; where it cannot take it
// away, it fails, and with it the sign-in.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html

/** Without the settings no token may be issued, so the module then fails to load. */
const { scopes, claims } = JSON.parse(process.env.TOKEN_CLAIMS);

/** Versions of the event that can change an access token: V2_0 and V3_0. */
const versions = ["2", "3"];

export async function handler(event) {
  const { version, triggerSource, request } = event;
  if (!versions.includes(version)) {
    throw new Error(
      `Version ${version} of the event cannot take scopes away. Set lambda_version to V2_0 or V3_0.`,
    );
  }
  const isMachine = triggerSource === "TokenGeneration_ClientCredentials";
  const caller = {
    isMachine,
    groups: listOf(request?.groupConfiguration?.groupsToOverride),
    attributes: request?.userAttributes ?? {},
  };
  const details = {
    idTokenGeneration: { claimsToAddOrOverride: addedClaims("id", caller) },
    accessTokenGeneration: {
      claimsToAddOrOverride: addedClaims("access", caller),
      scopesToSuppress: withheldScopes(caller),
    },
    // Cognito removes the groups from the tokens unless they are returned.
    ...(request?.groupConfiguration && { groupOverrideDetails: request.groupConfiguration }),
  };
  return { ...event, response: { claimsAndScopeOverrideDetails: details } };
}

/** A machine is in no group: its app client says which scopes it can have. */
function withheldScopes({ isMachine, groups }) {
  if (isMachine) return [];
  return Object.entries(scopes)
    .filter(([, members]) => !members.some((group) => groups.includes(group)))
    .map(([scope]) => scope);
}

function addedClaims(token, caller) {
  const added = claims
    .filter(({ tokens }) => tokens.includes(token))
    .map((claim) => [claim.name, claimValue(claim, caller)])
    .filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(added);
}

function claimValue(claim, { isMachine, groups, attributes }) {
  switch (claim.type) {
    case "constant":
      return claim.value;
    case "group":
      if (isMachine) return undefined;
      return claim.values.find(({ group }) => groups.includes(group))?.value ?? claim.otherwise;
    case "attribute":
      return Object.hasOwn(attributes, claim.attribute) ? attributes[claim.attribute] : undefined;
    default:
      throw new Error(`Claim ${claim.name} has the unknown type ${claim.type}.`);
  }
}

function listOf(value) {
  return Array.isArray(value) ? value : [];
}
