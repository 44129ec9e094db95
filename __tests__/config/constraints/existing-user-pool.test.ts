import type { EnvironmentInput } from "../../../config/schema/environment";
import { changed, issue, issuesOf } from "../valid-environment";

const existing = (settings: object = {}): EnvironmentInput =>
  changed([
    "identity",
    {
      type: "existing",
      userPoolId: "eu-central-1_Ab1Cd2Ef3",
      domain: { prefix: "company-login" },
      resourceServers: { tasks: { existing: true, scopes: { read: "Read" } } },
      ...settings,
    },
  ]) as EnvironmentInput;

describe("an existing user pool", () => {
  it.each([{ prefix: "company-login" }, { hostName: "login.example.com" }])(
    "is accepted with the domain %j",
    (domain) => {
      expect(issuesOf(existing({ domain }))).toEqual([]);
    },
  );

  it("is rejected in another region, which no load balancer could use", () => {
    const userPoolId = "us-east-1_Ab1Cd2Ef3";

    expect(issuesOf(existing({ userPoolId }))).toEqual([
      issue(
        "identity.userPoolId",
        userPoolId,
        "only at a user pool of its own region",
        "us-east-1",
      ),
    ]);
  });

  it.each([
    [{}, "without a domain", "Cognito console"],
    [
      { prefix: "company-login", hostName: "login.example.com" },
      "either prefix or hostName",
      "remove the one",
    ],
  ])("is rejected with the domain %j", (domain, message, fix) => {
    expect(issuesOf(existing({ domain }))).toEqual([
      issue("identity.domain", domain, message, fix),
    ]);
  });

  it.each([
    ["userPoolId", "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/x", "id of a user pool"],
    ["mfa", "required", "is not a field of this object"],
    ["passwordPolicy", { minimumLength: 20 }, "is not a field of this object"],
  ])("is rejected with %s %j", (field, value, message) => {
    expect(issuesOf(existing({ [field]: value }))).toEqual([
      issue(`identity.${field}`, value, message, ""),
    ]);
  });
});

describe("a new user pool", () => {
  it("may say that it is new", () => {
    expect(issuesOf(changed(["identity.type", "new"]))).toEqual([]);
  });

  it("is one of two types", () => {
    expect(issuesOf(changed(["identity.type", "exising"]))).toEqual([
      issue("identity.type", "exising", '"new", "existing"', 'did you mean "existing"?'),
    ]);
  });

  it("has no resource server that exists", () => {
    expect(issuesOf(changed(["identity.resourceServers.tasks.existing", true]))).toEqual([
      issue("identity.resourceServers.tasks.existing", true, "is not a field of this object", ""),
    ]);
  });
});
