import type { Change } from "../valid-environment";
import { changed, issue, issuesOf } from "../valid-environment";

const at = "identity.tokenClaims";
const constant = { type: "constant", value: "gold" } as const;

/** Issues of an environment with `tasks/read`, `tasks/write` and the group `admins`. */
function issues(tokenClaims: unknown, ...others: Change[]) {
  return issuesOf(changed([at, tokenClaims], ...others));
}

describe("tokenClaims", () => {
  it("is accepted with declared scopes and groups, and every kind of claim", () => {
    const claims = {
      tier: { ...constant, tokens: ["access", "id"] },
      role: { type: "group", values: [{ group: "admins", value: "admin" }], otherwise: "reader" },
      department: { type: "attribute", attribute: "custom:department" },
    };

    expect(
      issues({ scopes: { "tasks/write": { groups: ["admins"] } }, claims, machines: true }),
    ).toEqual([]);
  });

  it("is rejected when it is empty", () => {
    expect(issues({})).toEqual([
      issue(at, {}, "must have scopes or claims", "or remove tokenClaims"),
    ]);
  });

  it("is rejected for a pool that exists, which is never changed", () => {
    const identity = {
      type: "existing",
      userPoolId: "eu-central-1_Ab1Cd2Ef3",
      domain: { prefix: "company-login" },
      resourceServers: { tasks: { scopes: { read: "Read", write: "Write" } } },
      tokenClaims: { claims: { tier: constant } },
    };

    expect(issuesOf(changed(["identity", identity]))).toEqual([
      issue(at, identity.tokenClaims, "cannot be used with an existing pool", "owner of the pool"),
    ]);
  });

  it("is rejected on the Lite plan, whose functions cannot change access tokens", () => {
    const claims = { tier: constant };

    expect(
      issues(
        { claims },
        ["identity.plan", "lite"],
        ["identity.threatProtection", "off"],
        ["identity.signInMethods", ["password"]],
        ["identity.passkeys", {}],
        ["identity.pages", { type: "hosted-ui" }],
      ),
    ).toEqual([issue(at, { claims }, 'with plan: "lite"', 'write plan: "essentials"')]);
  });

  it("is rejected when the settings do not fit into the function's variables", () => {
    const claims = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `claim${index}`,
        { type: "constant", value: "x".repeat(200) },
      ]),
    );

    expect(issues({ claims })).toEqual([
      issue(at, expect.any(Number), "Lambda allows 4084", "shorter names"),
    ]);
  });

  it("is rejected for machines when nothing would apply to them", () => {
    expect(issues({ scopes: { "tasks/write": { groups: ["admins"] } }, machines: true })).toEqual([
      issue(`${at}.machines`, true, "neither groups nor attributes", 'type: "constant"'),
    ]);
  });
});

describe("scopes by group", () => {
  const scopes = `${at}.scopes`;

  it("are rejected with the closest name where a scope or a group is unknown", () => {
    const misspelled = issues({ scopes: { "tasks/wirte": { groups: ["admin"] } } });

    expect(misspelled).toEqual([
      issue(
        [...scopes.split("."), "tasks/wirte"],
        "tasks/wirte",
        "(tasks/read, tasks/write)",
        'did you mean "tasks/write"?',
      ),
      issue(
        [...scopes.split("."), "tasks/wirte", "groups", 0],
        "admin",
        "must be a group of identity.groups (admins)",
        'did you mean "admins"?',
      ),
    ]);
  });

  it("are rejected for scopes that every sign-in needs", () => {
    expect(issues({ scopes: { openid: { groups: ["admins"] } } })).toEqual([
      issue(`${scopes}.openid`, "openid", "the load balancer needs", "declare it"),
    ]);
  });

  it("are rejected without a group, which nobody could have", () => {
    expect(issues({ scopes: { "tasks/write": { groups: [] } } })).toEqual([
      issue(
        [...scopes.split("."), "tasks/write", "groups"],
        [],
        "at least one entry",
        "add an entry",
      ),
    ]);
  });
});

describe("claims", () => {
  const claim = `${at}.claims`;

  it.each(["sub", "scope", "aud", "cognito:groups", "dev:tier"])(
    "are rejected as %s, which Cognito sets itself",
    (name) => {
      expect(issues({ claims: { [name]: constant } })).toEqual([
        issue([...claim.split("."), name], name, "Cognito sets those itself", "another name"),
      ]);
    },
  );

  it("are rejected with a space in their name", () => {
    expect(issues({ claims: { "my tier": constant } })).toEqual([
      issue([...claim.split("."), "my tier"], "my tier", "without spaces", "use one word"),
    ]);
  });

  it("are rejected with an attribute that no user has", () => {
    expect(issues({ claims: { mail: { type: "attribute", attribute: "emaill" } } })).toEqual([
      issue(`${claim}.mail.attribute`, "emaill", "a standard attribute", 'did you mean "email"?'),
    ]);
    expect(issues({ claims: { team: { type: "attribute", attribute: "unit" } } })).toEqual([
      issue(`${claim}.team.attribute`, "unit", "identity.customAttributes", "declare it"),
    ]);
  });

  it("are rejected with a group that does not exist", () => {
    const values = [{ group: "nobody", value: "x" }];

    expect(issues({ claims: { role: { type: "group", values } } })).toEqual([
      issue(`${claim}.role.values[0].group`, "nobody", "a group of", "identity.groups"),
    ]);
  });
});
