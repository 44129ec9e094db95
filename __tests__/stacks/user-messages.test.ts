import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import type { EnvironmentInput } from "../../config/schema/environment";
import { resource } from "../support/synth";
import { minimalApplication, synthIdentity, testEnvironment } from "../support/synth-environment";

const pool = (identity: object, input: Partial<EnvironmentInput> = {}) =>
  resource(
    synthIdentity(
      testEnvironment({ identity: { domain: { prefix: "test-login" }, ...identity }, ...input }),
    ),
    CognitoUserPool,
  );

describe("an invitation", () => {
  it("is Cognito's unless the environment has one", () => {
    expect(pool({}).admin_create_user_config).toEqual({ allow_admin_create_user_only: true });
  });

  it("names the address of the only application", () => {
    expect(pool({ messages: { invitation: {} } }).admin_create_user_config).toEqual({
      allow_admin_create_user_only: true,
      invite_message_template: {
        email_subject: "Your account for app.example.com",
        email_message: [
          '<p>You have an account for <a href="https://app.example.com">app.example.com</a>.</p>',
          "<p>User name: {username}<br>Temporary password: {####}</p>",
          '<p>Open <a href="https://app.example.com">https://app.example.com</a>, sign in with both, and choose a password of your own.</p>',
        ].join("\n"),
      },
    });
  });

  it("names the address of the chosen application, in texts that the environment leaves out", () => {
    const { admin_create_user_config } = pool(
      {
        messages: {
          invitation: { application: "notes", body: "{username} {####} costs ${price}" },
        },
      },
      {
        applications: {
          app: minimalApplication,
          notes: {
            ...minimalApplication,
            hostName: "notes.example.com",
            network: { type: "application", application: "app" },
          },
        },
      },
    );

    expect(admin_create_user_config).toMatchObject({
      invite_message_template: {
        email_subject: "Your account for notes.example.com",
        email_message: "{username} {####} costs $${price}",
      },
    });
  });
});

describe("the verification of an email address", () => {
  it("is by a code in words of the environment", () => {
    const verification = { type: "code", subject: "Code", body: "Your code is {####}" };

    expect(pool({ messages: { verification } }).verification_message_template).toEqual({
      default_email_option: "CONFIRM_WITH_CODE",
      email_subject: "Code",
      email_message: "Your code is {####}",
    });
  });

  it("is by a link, with another message for codes", () => {
    const verification = {
      type: "link",
      subject: "Confirm",
      body: "Please {##confirm##}",
      code: { subject: "Code", body: "Your code is {####}" },
    };

    expect(pool({ messages: { verification } }).verification_message_template).toEqual({
      default_email_option: "CONFIRM_WITH_LINK",
      email_subject_by_link: "Confirm",
      email_message_by_link: "Please {##confirm##}",
      email_subject: "Code",
      email_message: "Your code is {####}",
    });
  });
});

describe("the sender of a pool's emails", () => {
  it("stays as it is unless the environment names one", () => {
    expect(pool({})).not.toHaveProperty("email_configuration");
  });

  it("is SES with every setting", () => {
    const email = {
      type: "ses",
      identityArn: "arn:aws:ses:eu-central-1:111122223333:identity/example.com",
      from: "Example <login@example.com>",
      replyTo: "help@example.com",
      configurationSet: "login",
    };

    expect(pool({ email }).email_configuration).toEqual({
      email_sending_account: "DEVELOPER",
      source_arn: email.identityArn,
      from_email_address: email.from,
      reply_to_email_address: email.replyTo,
      configuration_set: "login",
    });
  });

  it("is Cognito again, written out", () => {
    expect(pool({ email: { type: "cognito" } }).email_configuration).toEqual({
      email_sending_account: "COGNITO_DEFAULT",
    });
  });
});
