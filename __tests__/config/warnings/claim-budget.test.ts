import { sessionSizes } from "../../../config/claim-budget";
import type { EnvironmentInput } from "../../../config/schema/environment";
import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { environment as example } from "../../../environments/example";
import { environment as minimal } from "../../../environments/minimal";
import { checked, testEnvironment } from "../../support/synth-environment";

const groupsOf = (count: number, length = 60) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${String(index).padStart(3, "0")}${"g".repeat(length - 3)}`,
      { precedence: index },
    ]),
  );

const identityOf = (identity: object): EnvironmentInput =>
  testEnvironment({
    identity: { domain: { prefix: "test-login" }, ...identity } as EnvironmentInput["identity"],
  });

const warningsOf = (identity: object) =>
  environmentWarnings(checked(identityOf(identity))).filter(({ message }) =>
    message.includes("bytes"),
  );

const partsOf = (identity: object) =>
  Object.fromEntries(
    sessionSizes(checked(identityOf(identity)))[0]?.parts.map(({ name, bytes }) => [name, bytes]) ??
      [],
  );

describe("the budget of a session", () => {
  it("is kept by the environments that come with the project", () => {
    for (const environment of [minimal, example]) {
      expect(
        sessionSizes(checked({ name: "test", ...environment })).map(({ bytes }) => bytes < 4_000),
      ).not.toContain(false);
    }
  });

  it("counts what is in the access token as base64", () => {
    const { groups } = partsOf({ groups: groupsOf(3, 10) });

    // "cognito:groups":["000ggggggg","001ggggggg","002ggggggg"],
    expect(groups).toBe(Math.ceil(((16 + 1 + 40 - 1 + 2) * 4) / 3));
  });

  it("counts added claims of the access token, and custom attributes at their maximum", () => {
    const parts = partsOf({
      customAttributes: {
        department: { type: "string", maxLength: 100 },
        level: { type: "number" },
      },
      tokenClaims: {
        claims: {
          tier: { type: "constant", value: "gold" },
          unit: { type: "attribute", attribute: "custom:department" },
          hidden: { type: "constant", value: "x".repeat(200), tokens: ["id"] },
        },
      },
    });

    expect(parts["custom attributes"]).toBe(
      '"custom:department":"",'.length + 100 + '"custom:level":"",'.length + 11,
    );
    const added = '"tier":"gold",'.length + '"unit":"",'.length + 100;
    expect(parts["added claims"]).toBe(Math.ceil((added * 4) / 3));
  });

  it("is warned about with the calculation, at what takes most of it", () => {
    expect(warningsOf({ groups: groupsOf(90) })).toEqual([]);
    const [warning, ...others] = warningsOf({ groups: groupsOf(150) });

    expect(others).toEqual([]);
    expect(warning).toEqual({
      path: ["identity", "groups"],
      message: expect.stringMatching(
        /^can make a session of 1\d{4} bytes in app, .*: groups 1\d{4}, .*access token.*more than 11264 bytes$/,
      ),
      fix: expect.stringContaining("ELBAuthUserClaimsSizeExceeded"),
    });
  });

  it("is warned about for attributes without a maximum", () => {
    const customAttributes = Object.fromEntries(
      ["a", "b", "c", "d", "e", "f"].map((name) => [name, { type: "string" }]),
    );

    expect(warningsOf({ customAttributes })).toEqual([
      expect.objectContaining({
        path: ["identity", "customAttributes"],
        message: expect.stringContaining("custom attributes 12"),
      }),
    ]);
  });
});
