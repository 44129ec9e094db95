import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { changed, parsed } from "../valid-environment";

const warningsOf = (...changes: (readonly [string, unknown])[]) =>
  environmentWarnings(
    parsed(changed(["identity.secondFactors", ["authenticator-app"]], ...changes)),
  ).filter(({ path }) => path.join(".") === "identity.signUp");

it.each([undefined, { type: "cognito" }])(
  "warns of sign-up for everyone with email: %j",
  (email) => {
    expect(warningsOf(["identity.email", email])).toEqual([
      {
        path: ["identity", "signUp"],
        message: expect.stringContaining("at most 50 emails a day"),
        fix: expect.stringContaining('type: "ses"'),
      },
    ]);
  },
);

it("is silent with SES, and where administrators create the users", () => {
  expect(warningsOf()).toEqual([]);
  expect(warningsOf(["identity.email", undefined], ["identity.signUp", "admins-only"])).toEqual([]);
});
