import { errorPage } from "../../http/error-page";

describe("the link to try again", () => {
  const unavailable = { status: 503, code: "ERR_JWKS_UNAVAILABLE", detail: "", missing: [] };
  const options = { signOutPath: "/logout", demoPages: [] };

  it.each([
    ["GET", "/tasks", "/tasks"],
    ["POST", "/tasks", "/"],
    ["GET", "//evil.example/x", "/"],
    ["GET", "/\\evil.example/x", "/"],
  ])("after %s %s leads to %s, and to no other site", (method, path, href) => {
    const request = { method, path, identity: undefined, requestId: "1" };

    expect(errorPage(unavailable, request, options).action).toEqual({ text: "Try again", href });
  });
});
