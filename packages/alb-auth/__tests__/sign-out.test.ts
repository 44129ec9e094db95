import { SignOut } from "../index.ts";

const options = {
  userPoolDomainUrl: "https://example.auth.eu-central-1.amazoncognito.com",
  clientId: "4k3h2g1f0e9d8c7b6a5example",
  logoutUri: ["https://app.example.com/signed-out", "https://www.example.com/signed-out"],
};
const environment = {
  COGNITO_DOMAIN_URL: options.userPoolDomainUrl,
  COGNITO_CLIENT_ID: `${options.clientId},old`,
  APP_URL: "https://app.example.com",
  APP_URLS: "https://app.example.com,https://www.example.com",
  SESSION_COOKIE_NAMES: "AWSELBAuthSessionCookie,tasks-session",
};

function logoutUri(signOut: SignOut, host?: string): string | null {
  const { headers } = signOut.respond(host === undefined ? {} : { host });
  return new URL(String(headers.location)).searchParams.get("logout_uri");
}

describe("SignOut", () => {
  it("redirects to the user pool's logout endpoint with a See Other", () => {
    const { status, headers } = new SignOut(options).respond({ host: "app.example.com" });

    expect(status).toBe(303);
    expect(headers).toEqual({
      location:
        "https://example.auth.eu-central-1.amazoncognito.com/logout?client_id=4k3h2g1f0e9d8c7b6a5example&logout_uri=https%3A%2F%2Fapp.example.com%2Fsigned-out",
      "cache-control": "no-store",
      "clear-site-data": '"cache"',
    });
  });

  it("expires the four shards of the default session cookie, and the nonce", () => {
    const { cookies } = new SignOut(options).respond({});

    expect(cookies.map((cookie) => cookie.slice(0, cookie.indexOf("=")))).toEqual([
      "AWSELBAuthSessionCookie-0",
      "AWSELBAuthSessionCookie-1",
      "AWSELBAuthSessionCookie-2",
      "AWSELBAuthSessionCookie-3",
      "AWSALBAuthNonce",
    ]);
    for (const cookie of cookies) {
      expect(cookie).toMatch(
        /=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure/,
      );
    }
  });

  it.each([
    ["the main host name", "app.example.com", "https://app.example.com/signed-out"],
    ["another host name, in any case", "WWW.example.com", "https://www.example.com/signed-out"],
    ["a host name that is not the application's", "evil.com", "https://app.example.com/signed-out"],
    ["no host name", undefined, "https://app.example.com/signed-out"],
  ])("returns users of %s", (_name, host, expected) => {
    expect(logoutUri(new SignOut(options), host)).toBe(expected);
  });

  it.each(["same-origin", "same-site", "none", undefined])(
    "accepts a request with Sec-Fetch-Site %s",
    (site) => {
      expect(new SignOut(options).respond({ "sec-fetch-site": site }).status).toBe(303);
    },
  );

  it("rejects a request from a page of another site", () => {
    expect(() => new SignOut(options).respond({ "sec-fetch-site": "cross-site" })).toThrow(
      expect.objectContaining({ code: "ERR_SIGN_OUT_CROSS_SITE", status: 403, headers: {} }),
    );
  });

  it("lists every invalid option", () => {
    const create = () =>
      new SignOut({
        userPoolDomainUrl: "example.auth",
        clientId: "",
        logoutUri: ["javascript:alert(1)"],
        sessionCookieNames: ["a b"],
      });

    expect(create).toThrow(TypeError);
    expect(create).toThrow(
      /"userPoolDomainUrl" "example.auth".*"clientId".*"logoutUri" "javascript:alert\(1\)".*"a b"/,
    );
  });

  it.each([
    ["address to return to", { logoutUri: [] }, /"logoutUri" must have/],
    ["session cookie name", { sessionCookieNames: [] }, /"sessionCookieNames" must have/],
  ])("cannot be created with an empty list of %s", (_name, change, message) => {
    expect(() => new SignOut({ ...options, ...change })).toThrow(message);
  });
});

describe("SignOut.fromEnvironment", () => {
  it("reads the container contract", () => {
    const signOut = SignOut.fromEnvironment(environment);
    const { headers, cookies } = signOut.respond({ host: "www.example.com" });

    expect(cookies).toHaveLength(9);
    expect(cookies[4]).toMatch(/^tasks-session-0=;/);
    expect(headers.location).toContain("client_id=4k3h2g1f0e9d8c7b6a5example&");
    expect(logoutUri(signOut, "www.example.com")).toBe("https://www.example.com/signed-out");
  });

  it("returns to SIGNED_OUT_PATH", () => {
    const signOut = SignOut.fromEnvironment({ ...environment, SIGNED_OUT_PATH: "/bye" });

    expect(logoutUri(signOut)).toBe("https://app.example.com/bye");
  });

  it("lists every missing and invalid variable, each once", () => {
    expect(() =>
      SignOut.fromEnvironment({ COGNITO_CLIENT_ID: "c", COGNITO_DOMAIN_URL: "x" }),
    ).toThrow(
      /^The environment does not say how users sign out\. APP_URL is not set\. SESSION_COOKIE_NAMES is not set\. COGNITO_DOMAIN_URL "x" is not a URL/,
    );
  });
});
