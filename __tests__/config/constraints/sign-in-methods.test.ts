import { type Change, changed, issue, issuesOf } from "../valid-environment";

const methods = (...value: string[]): Change => ["identity.signInMethods", value];
const factors = (...value: string[]): Change => ["identity.secondFactors", value];
const plan = (value: string): Change => ["identity.plan", value];
const noPasskeys: Change[] = [methods("password"), ["identity.passkeys", {}]];
const noThreatProtection: Change = ["identity.threatProtection", "off"];
const hostedUi: Change = ["identity.pages", { type: "hosted-ui" }];
const host = "example-login.auth.eu-central-1.amazoncognito.com";

describe("the feature plan", () => {
  it.each(["lite", "essentials"])("%s is rejected with threat protection", (value) => {
    expect(issuesOf(changed(...noPasskeys, hostedUi, plan(value)))).toEqual([
      issue("identity.plan", value, 'must be "plus" with threatProtection: "audit"', '"plus"'),
    ]);
  });

  it.each(["lite", "essentials", "plus"])("%s is accepted with passwords only", (value) => {
    const environment = changed(...noPasskeys, noThreatProtection, hostedUi, plan(value));

    expect(issuesOf(environment)).toEqual([]);
  });

  it("lite is rejected with every method and factor that it lacks", () => {
    const environment = changed(
      noThreatProtection,
      plan("lite"),
      methods("password", "passkey", "email-code"),
      factors("authenticator-app", "email-code"),
    );

    const essentials = 'or write plan: "essentials"';
    expect(issuesOf(environment)).toEqual([
      issue("identity.signInMethods[1]", "passkey", 'with plan: "lite"', essentials),
      issue("identity.signInMethods[2]", "email-code", 'with plan: "lite"', essentials),
      issue("identity.secondFactors[1]", "email-code", 'with plan: "lite"', essentials),
      issue("identity.pages.type", "managed-login", 'with plan: "lite"', essentials),
    ]);
  });

  it("is found without being named", () => {
    expect(issuesOf(changed(plan("essentials"), noThreatProtection))).toEqual([]);
    expect(issuesOf(changed(["identity.plan", undefined]))).toEqual([]);
  });
});

describe("sign-in methods", () => {
  it("are rejected without the password, which Cognito never turns off", () => {
    expect(issuesOf(changed(methods("passkey")))).toEqual([
      issue("identity.signInMethods", ["passkey"], 'must include "password"', 'add "password"'),
    ]);
  });

  it("are rejected when one is repeated", () => {
    expect(issuesOf(changed(methods("password", "passkey", "password")))).toEqual([
      issue("identity.signInMethods[2]", "password", "must not repeat", "remove it"),
    ]);
  });

  it.each(["passkey", "email-code"])(
    "are rejected with %s where everyone must have a second factor",
    (method) => {
      const environment = changed(["identity.passkeys", {}], methods("password", method), [
        "identity.mfa",
        "required",
      ]);

      expect(issuesOf(environment)).toEqual([
        issue("identity.signInMethods[1]", method, 'with mfa: "required"', 'mfa: "optional"'),
      ]);
    },
  );

  it.each(["off", "optional"])("may be all three when a second factor is %s", (mfa) => {
    const all = methods("password", "passkey", "email-code");

    expect(issuesOf(changed(all, ["identity.mfa", mfa]))).toEqual([]);
  });

  it("may be said of a pool that exists", () => {
    const existing = (signInMethods: string[]) =>
      issuesOf(
        changed([
          "identity",
          {
            type: "existing",
            userPoolId: "eu-central-1_Ab1Cd2Ef3",
            domain: { prefix: "company-login" },
            signInMethods,
            resourceServers: { tasks: { existing: true, scopes: { read: "Read" } } },
          },
        ]),
      );

    expect(existing(["password", "passkey"])).toEqual([]);
    expect(existing(["passkey"])).toEqual([
      issue("identity.signInMethods", ["passkey"], 'must include "password"', 'add "password"'),
    ]);
  });
});

describe("second factors", () => {
  it("are rejected with codes by email that nobody is asked for", () => {
    expect(issuesOf(changed(factors("email-code"), ["identity.mfa", "off"]))).toEqual([
      issue("identity.secondFactors", ["email-code"], 'no effect with mfa: "off"', "remove it"),
    ]);
  });
});

describe("passkeys", () => {
  it.each(["login.example.com", "amazoncognito.com", "auth.eu-central-1.amazoncognito.com"])(
    "are rejected on %s, where no browser would use them",
    (relyingPartyId) => {
      expect(issuesOf(changed(["identity.passkeys.relyingPartyId", relyingPartyId]))).toEqual([
        issue("identity.passkeys.relyingPartyId", relyingPartyId, `must be ${host}:`, host),
      ]);
    },
  );

  it("are rejected with a relying party that nothing uses", () => {
    expect(issuesOf(changed(methods("password")))).toEqual([
      issue("identity.passkeys.relyingPartyId", host, "has no effect", '"passkey"]'),
    ]);
  });
});
