import { codeZip } from "../../../../constructs/identity/token-claims/code";
import { runFunction } from "../../../support/token-claims-function";

const settings = {
  scopes: { "tasks/write": ["admins", "editors"], "tasks/delete": ["admins"] },
  claims: [
    { name: "tier", type: "constant", value: "gold", tokens: ["access", "id"] },
    {
      name: "role",
      type: "group",
      values: [
        { group: "admins", value: "admin" },
        { group: "editors", value: "editor" },
      ],
      otherwise: "reader",
      tokens: ["access"],
    },
    { name: "badge", type: "group", values: [{ group: "admins", value: "A" }], tokens: ["id"] },
    { name: "department", type: "attribute", attribute: "custom:department", tokens: ["id"] },
  ],
};

/**
 * An event of version 2, as AWS documents it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
function userEvent(request: Record<string, unknown> = {}, fields: Record<string, unknown> = {}) {
  return {
    version: "2",
    triggerSource: "TokenGeneration_HostedAuth",
    region: "us-east-1",
    userPoolId: "us-east-1_EXAMPLE",
    userName: "brcotter",
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "1example23456789" },
    request: {
      userAttributes: {
        sub: "a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
        "cognito:user_status": "CONFIRMED",
        email: "brcotter@example.com",
        "custom:department": "sales",
      },
      groupConfiguration: {
        groupsToOverride: ["editors"],
        iamRolesToOverride: [],
        preferredRole: null,
      },
      scopes: ["openid", "tasks/write", "tasks/delete"],
      ...request,
    },
    response: { claimsAndScopeOverrideDetails: null },
    ...fields,
  };
}

const machineEvent = {
  ...userEvent({ userAttributes: {}, groupConfiguration: undefined, scopes: ["tasks/delete"] }),
  version: "3",
  triggerSource: "TokenGeneration_ClientCredentials",
  userName: "1example23456789",
};

const run = (event: unknown, TOKEN_CLAIMS = JSON.stringify(settings)) =>
  runFunction(codeZip, { TOKEN_CLAIMS }, event);

interface Details {
  readonly idTokenGeneration: { readonly claimsToAddOrOverride: Record<string, string> };
  readonly accessTokenGeneration: {
    readonly claimsToAddOrOverride: Record<string, string>;
    readonly scopesToSuppress: string[];
  };
  readonly groupOverrideDetails?: unknown;
}

function detailsOf(event: unknown): Details {
  const { result, error } = run(event);
  expect(error).toBeUndefined();
  const { response } = result as { response: { claimsAndScopeOverrideDetails: Details } };
  return response.claimsAndScopeOverrideDetails;
}

const inGroups = (groups: unknown) => ({
  groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
});

describe("the pre token generation function", () => {
  it("returns the event with what changes, and the groups as they are", () => {
    const event = userEvent();

    expect(run(event)).toEqual({
      result: {
        ...event,
        response: {
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: { claimsToAddOrOverride: { tier: "gold", department: "sales" } },
            accessTokenGeneration: {
              claimsToAddOrOverride: { tier: "gold", role: "editor" },
              scopesToSuppress: ["tasks/delete"],
            },
            groupOverrideDetails: event.request.groupConfiguration,
          },
        },
      },
    });
  });

  it.each([
    [["admins"], [], { role: "admin" }, { badge: "A" }],
    [["editors", "admins"], [], { role: "admin" }, { badge: "A" }],
    [["editors"], ["tasks/delete"], { role: "editor" }, {}],
    [["strangers"], ["tasks/write", "tasks/delete"], { role: "reader" }, {}],
    [[], ["tasks/write", "tasks/delete"], { role: "reader" }, {}],
  ])("grants scopes and claims by group: %j", (groups, withheld, access, id) => {
    const { accessTokenGeneration, idTokenGeneration } = detailsOf(userEvent(inGroups(groups)));

    expect(accessTokenGeneration.scopesToSuppress).toEqual(withheld);
    expect(accessTokenGeneration.claimsToAddOrOverride).toEqual({ tier: "gold", ...access });
    expect(idTokenGeneration.claimsToAddOrOverride).toMatchObject(id);
    expect("badge" in idTokenGeneration.claimsToAddOrOverride).toBe("badge" in id);
  });

  it.each([
    "TokenGeneration_HostedAuth",
    "TokenGeneration_Authentication",
    "TokenGeneration_NewPasswordChallenge",
    "TokenGeneration_AuthenticateDevice",
    "TokenGeneration_RefreshTokens",
    undefined,
  ])("takes scopes away whatever the reason for new tokens: %s", (triggerSource) => {
    const event = userEvent(inGroups([]), { triggerSource });

    expect(detailsOf(event).accessTokenGeneration.scopesToSuppress).toEqual([
      "tasks/write",
      "tasks/delete",
    ]);
  });

  it.each([
    ["no group configuration", { groupConfiguration: undefined }],
    ["null in place of the groups", inGroups(null)],
    ["a text in place of the groups", inGroups("admins")],
    ["no scopes in the request", { scopes: undefined, ...inGroups([]) }],
  ])("takes every scope away that it cannot tell to be granted: %s", (_, request) => {
    expect(detailsOf(userEvent(request)).accessTokenGeneration.scopesToSuppress).toEqual([
      "tasks/write",
      "tasks/delete",
    ]);
  });

  it("leaves out the claim of an attribute that the user does not have", () => {
    const { idTokenGeneration } = detailsOf(userEvent({ userAttributes: { sub: "1" } }));

    expect(idTokenGeneration.claimsToAddOrOverride).toEqual({ tier: "gold" });
  });

  it("gives a machine the constant claims, and leaves its scopes", () => {
    expect(detailsOf(machineEvent)).toEqual({
      idTokenGeneration: { claimsToAddOrOverride: { tier: "gold" } },
      accessTokenGeneration: { claimsToAddOrOverride: { tier: "gold" }, scopesToSuppress: [] },
    });
  });

  it("fails for an event of version 1, which cannot take scopes away", () => {
    expect(run(userEvent({}, { version: "1" }))).toEqual({
      error: expect.stringContaining("Set lambda_version to V2_0 or V3_0"),
    });
  });

  it.each([
    ["missing", undefined],
    ["not JSON", "{"],
  ])("fails when its settings are %s", (_, text) => {
    const variables: Record<string, string> = text === undefined ? {} : { TOKEN_CLAIMS: text };

    expect(runFunction(codeZip, variables, userEvent())).toEqual({ error: expect.any(String) });
  });

  it("fails for a claim of a type that it does not know", () => {
    const claims = [{ name: "tier", type: "lookup", tokens: ["access"] }];

    expect(run(userEvent(), JSON.stringify({ scopes: {}, claims }))).toEqual({
      error: "Claim tier has the unknown type lookup.",
    });
  });
});
