import type { EnvironmentInput } from "../../../config/schema/environment";
import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { warnOfUnreachableSecondFactor } from "../../../config/warnings/second-factor";
import { checked, testEnvironment, withApplication } from "../../support/synth-environment";

const selfService = ["openid", "aws.cognito.signin.user.admin"];
const route = {
  conditions: { paths: ["/second-factor"] },
  access: { type: "login", scopes: selfService },
  target: { type: "service", service: "web" },
} as const;

const identity = (settings: object) =>
  ({ domain: { prefix: "test-login" }, ...settings }) as EnvironmentInput["identity"];

const optional = identity({ mfa: "optional" });

describe(warnOfUnreachableSecondFactor, () => {
  it("says that nobody can set up an optional second factor, and what to do", () => {
    const environment = checked(testEnvironment({ identity: optional }));

    expect(environmentWarnings(environment)).toEqual([
      {
        path: ["identity", "mfa"],
        message: expect.stringContaining("nobody can set up a second factor"),
        fix: expect.stringContaining('write mfa: "required"'),
      },
    ]);
  });

  it.each([
    ["a route", withApplication({ routes: [route] }, { identity: optional })],
    [
      "the default route",
      withApplication(
        { defaultRoute: { access: { type: "login", scopes: selfService } } },
        { identity: optional },
      ),
    ],
  ])("says nothing when %s requests the scope for it", (_, environment) => {
    expect(warnOfUnreachableSecondFactor(checked(environment))).toEqual([]);
  });

  it.each([{}, { mfa: "off" }, { mfa: "required" }])("says nothing with %j", (settings) => {
    const environment = checked(testEnvironment({ identity: identity(settings) }));

    expect(warnOfUnreachableSecondFactor(environment)).toEqual([]);
  });

  it("says nothing about a pool that exists, whose setting is not known", () => {
    const existing = identity({ type: "existing", userPoolId: "eu-central-1_Ab1Cd2Ef3" });

    expect(warnOfUnreachableSecondFactor(checked(testEnvironment({ identity: existing })))).toEqual(
      [],
    );
  });
});
