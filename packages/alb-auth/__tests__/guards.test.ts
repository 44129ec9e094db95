import { requireGroups, requireScopes } from "../src/guards.ts";

const next = async () => "passed";

describe("guards", () => {
  it.each([
    ["no scope", () => requireScopes()],
    ["an empty scope", () => requireScopes("")],
    ["two scopes in one text", () => requireScopes("tasks/read tasks/write")],
    ["a scope that would break out of the challenge", () => requireScopes('a"b')],
    ["no group", () => requireGroups()],
  ])("refuse to be made with %s", (_name, make) => {
    expect(make).toThrow(TypeError);
  });

  it.each([
    ["nobody", undefined],
    ["an object that merely looks like an identity", { scopes: ["a"], groups: ["a"] }],
  ])("refuse %s with 401", (_name, identity) => {
    const ctx = { state: { identity } } as never;

    for (const guard of [requireScopes("a"), requireGroups("a")]) {
      expect(() => guard(ctx, next)).toThrow(
        expect.objectContaining({ status: 401, code: "ERR_AUTHENTICATION_REQUIRED" }),
      );
    }
  });
});
