import type { EnvironmentInput } from "../../../config/schema/environment";
import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { checked, testEnvironment } from "../../support/synth-environment";

const warningsOf = (settings: object) =>
  environmentWarnings(
    checked(
      testEnvironment({
        identity: {
          domain: { prefix: "test-login" },
          pages: { type: "managed-login" },
          ...settings,
        } as EnvironmentInput["identity"],
      }),
    ),
  );

const ses = {
  type: "ses",
  identityArn: "arn:aws:ses:eu-central-1:111122223333:identity/example.com",
  from: "login@example.com",
};

describe("codes by email in place of the password", () => {
  it("are warned about with Cognito's own sender, which stops after 50 emails", () => {
    expect(warningsOf({ signInMethods: ["password", "email-code"] })).toEqual([
      {
        path: ["identity", "signInMethods", 1],
        message: expect.stringContaining("at most 50 a day"),
        fix: expect.stringContaining("send with SES"),
      },
    ]);
  });

  it.each([
    { signInMethods: ["password", "email-code"], email: ses },
    { signInMethods: ["password", "passkey"] },
    {},
  ])("are not warned about with %j", (settings) => {
    expect(warningsOf(settings)).toEqual([]);
  });
});
