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

describe("the hint for a developer", () => {
  const request = { method: "GET", path: "/", identity: undefined, requestId: "1" };
  const options = { signOutPath: "/logout", demoPages: [] };

  it.each([
    [
      401,
      "ERR_DATA_CLIENT",
      "The data token's client is not one of the configured app clients. If the request is forged, " +
        "nothing. Otherwise add the app client's id to COGNITO_CLIENT_ID. (ERR_DATA_CLIENT)",
    ],
    [503, "ERR_JWKS_UNAVAILABLE", /and check COGNITO_JWKS_URL\. \(ERR_JWKS_UNAVAILABLE\)$/],
    [503, "ERR_KEYS_UNAVAILABLE", /and check ALB_PUBLIC_KEYS_URL\. \(ERR_KEYS_UNAVAILABLE\)$/],
    [
      503,
      "ERR_KEY_FETCH_LIMIT",
      /^A token's kid is unknown, and too many unknown keys were looked up/,
    ],
    [
      413,
      "ERR_BODY_TOO_LARGE",
      "The request's body is too large. Send at most 16 KiB. (ERR_BODY_TOO_LARGE)",
    ],
  ])("says what %i %s means and which variable to look at", (status, code, hint) => {
    const error = { status, code, detail: "", missing: [] };

    const { localHint } = errorPage(error, request, options) ?? {};

    if (typeof hint === "string") expect(localHint).toBe(hint);
    else expect(localHint).toMatch(hint);
  });
});
