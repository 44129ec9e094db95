import { changed, issue, issuesOf, rejectsEach } from "../valid-environment";

const invitation = "identity.messages.invitation";
const verification = "identity.messages.verification";
const arnOf = (region: string, identity: string) =>
  `arn:aws:ses:${region}:111122223333:identity/${identity}`;

describe("messages", () => {
  rejectsEach([
    [`${invitation}.body`, "Password: {####}", "must contain {username}", "add it"],
    [`${invitation}.body`, "User name: {username}", "must contain {####}", "no full stop"],
    [`${invitation}.body`, "{username} {####} ".repeat(1200), "6 to 20000 characters", "HTML"],
    [`${invitation}.subject`, "s".repeat(141), "1 to 140 characters", "shorten"],
    [`${invitation}.application`, "ap", "must be the name of an application", '"app"'],
    [`${verification}.body`, "Your code is {####}", "{##text##}", "{##confirm your address##}"],
    [`${verification}.code.body`, "Your code is 123", "must contain {####}", "Your code is"],
  ]);

  it("are rejected where nothing says whose address an invitation names", () => {
    expect(issuesOf(changed([invitation, { subject: "Welcome" }]))).toEqual([
      issue(invitation, { subject: "Welcome" }, "has 2 applications", "one of app, notes"),
    ]);
    expect(issuesOf(changed([invitation, { subject: "Hi", body: "{username} {####}" }]))).toEqual(
      [],
    );
  });
});

describe("the sender of emails", () => {
  rejectsEach([
    ["identity.email.identityArn", "example.com", "must be the ARN of an SES identity", "copy"],
    [
      "identity.email.identityArn",
      arnOf("eu-west-3", "example.com"),
      "must be in eu-central-1, the region of the user pool, or in one of us-east-1",
      "in SES in eu-central-1",
    ],
    ["identity.email.from", "login", "must be an email address, or a name with", "Example <"],
    [
      "identity.email.from",
      "Example <login@example.org>",
      "must be an address of example.com, the SES identity",
      "change the address",
    ],
    ["identity.email.replyTo", "Help <help@example.com>", "must be an email address", "help@"],
    ["identity.email.configurationSet", "a/b", "the name of a configuration set", "copy"],
  ]);

  it.each([
    [arnOf("eu-west-1", "example.com"), "login@mail.example.com"],
    [arnOf("eu-central-1", "login@example.com"), "Example <Login@example.com>"],
  ])("is accepted: %s sends as %s", (identityArn, from) => {
    expect(issuesOf(changed(["identity.email", { type: "ses", identityArn, from }]))).toEqual([]);
  });

  it("is exactly the verified address, where that is the identity", () => {
    const email = {
      type: "ses",
      identityArn: arnOf("eu-central-1", "a@example.com"),
      from: "b@example.com",
    };

    expect(issuesOf(changed(["identity.email", email]))).toEqual([
      issue("identity.email.from", email.from, "must be a@example.com", "change the address"),
    ]);
  });

  it.each([undefined, { type: "cognito" }])("sends no second factors as %j", (email) => {
    const factors = ["authenticator-app", "email-code"];

    expect(
      issuesOf(changed(["identity.email", email], ["identity.secondFactors", factors])),
    ).toEqual([
      issue("identity.secondFactors[1]", "email-code", "left out without SES", 'type: "ses"'),
    ]);
  });
});
