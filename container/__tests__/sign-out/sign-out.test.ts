import { AppFixture, environment, signedIn } from "../support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());

const sameSite = ["Origin", "https://app.example.com", "Sec-Fetch-Site", "same-origin"];
const cognito =
  "https://example.auth.eu-central-1.amazoncognito.com/logout" +
  "?client_id=4k3h2g1f0e9d8c7b6a5example&logout_uri=https%3A%2F%2Fapp.example.com%2Fsigned-out";

describe("POST /logout", () => {
  it("expires four shards of every session cookie, and the nonce", async () => {
    const { headers } = await app.request("/logout", { method: "POST", headers: sameSite });

    const names = String(environment.SESSION_COOKIE_NAMES).split(",");
    const expected = [
      ...names.flatMap((name) => [0, 1, 2, 3].map((shard) => `${name}-${shard}`)),
      "AWSALBAuthNonce",
    ].map(
      (name) =>
        `${name}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly; SameSite=None`,
    );
    expect(headers["set-cookie"]).toEqual(expected);
  });

  it("redirects to Cognito's sign-out and clears what the Back button would show", async () => {
    const { status, headers } = await app.request("/logout", { method: "POST", headers: sameSite });

    expect(status).toBe(303);
    expect(headers.location).toBe(cognito);
    expect(headers["clear-site-data"]).toBe('"cache"');
    expect(headers["cache-control"]).toBe("no-store");
  });

  it.each([
    "/logout?logout_uri=https://evil.example",
    "/logout?redirect_uri=https://evil.example&response_type=code",
    "/logout?client_id=other&next=//evil.example",
  ])("redirects nowhere else: %s", async (path) => {
    const headers = [...sameSite, "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http"];

    const response = await app.request(path, { method: "POST", headers });

    expect(response.headers.location).toBe(cognito);
  });

  it.each([
    ["another origin", ["Origin", "https://evil.example"]],
    ["a sibling site", ["Origin", "https://other.example.com"]],
    ["another port", ["Origin", "https://app.example.com:8443"]],
    ["plain http", ["Origin", "http://app.example.com"]],
    ["a sandboxed page", ["Origin", "null"]],
    ["a cross-site fetch", ["Sec-Fetch-Site", "cross-site"]],
    ["a same-site fetch", ["Sec-Fetch-Site", "same-site"]],
    ["another page's referrer", ["Referer", "https://evil.example/app.example.com"]],
    ["a broken referrer", ["Referer", "::"]],
  ])("rejects %s and expires nothing", async (_name, headers) => {
    const response = await app.request("/logout", { method: "POST", headers });

    expect(response.status).toBe(403);
    expect(response.headers["set-cookie"]).toBeUndefined();
  });
});

describe("several host names", () => {
  const several = new AppFixture({
    APP_URLS: "https://app.example.com,https://wiki.example.com",
  });
  beforeAll(() => several.listen());
  afterAll(() => several.close());

  const logoutUriOf = (location: unknown) =>
    new URL(String(location)).searchParams.get("logout_uri");

  it.each([
    ["app.example.com", "https://app.example.com/signed-out"],
    ["wiki.example.com", "https://wiki.example.com/signed-out"],
    ["WIKI.example.com", "https://wiki.example.com/signed-out"],
    ["evil.example", "https://app.example.com/signed-out"],
  ])("sign out on %s and return to %s", async (host, returnTo) => {
    const headers = ["Origin", `https://${host.toLowerCase()}`, "Sec-Fetch-Site", "same-origin"];
    const allowed = host === "evil.example" ? [] : headers;

    const response = await several.request("/logout", { method: "POST", host, headers: allowed });

    expect(response.status).toBe(303);
    expect(response.headers["set-cookie"]).toHaveLength(9);
    expect(logoutUriOf(response.headers.location)).toBe(returnTo);
  });

  it.each(["https://other.example.com", "https://wiki.example.com.evil.example", "null"])(
    "still reject the origin %s",
    async (origin) => {
      const headers = ["Origin", origin];

      const response = await several.request("/logout", {
        method: "POST",
        host: "wiki.example.com",
        headers,
      });

      expect(response.status).toBe(403);
    },
  );

  it("reject a request from one host name to the other", async () => {
    const headers = ["Origin", "https://app.example.com", "Sec-Fetch-Site", "same-site"];

    const response = await several.request("/logout", {
      method: "POST",
      host: "wiki.example.com",
      headers,
    });

    expect(response.status).toBe(403);
  });
});

describe("other sign-out paths", () => {
  const other = new AppFixture({ SIGN_OUT_PATH: "/account/bye", SIGNED_OUT_PATH: "/gone" });
  beforeAll(() => other.listen());
  afterAll(() => other.close());

  it("end the session and return to the configured page", async () => {
    const { headers } = await other.request("/account/bye", { method: "POST", headers: sameSite });

    expect(String(headers.location)).toContain("logout_uri=https%3A%2F%2Fapp.example.com%2Fgone");
    expect((await other.request("/gone")).status).toBe(200);
  });

  it("replace the default ones, in every form as well", async () => {
    const page = await other.request("/", { headers: signedIn() });
    const question = await other.request("/account/bye");

    for (const { text } of [page, question]) {
      expect(text).toContain('<form method="post" action="/account/bye"');
      expect(text).not.toContain("/logout");
    }
    expect((await other.request("/logout")).status).toBe(401);
    expect((await other.request("/signed-out")).status).toBe(401);
  });
});

describe("GET /logout", () => {
  it("asks first and expires nothing", async () => {
    const { status, headers, text } = await app.request("/logout", {
      headers: ["Accept", "text/html"],
    });

    expect(status).toBe(200);
    expect(headers["set-cookie"]).toBeUndefined();
    expect(text).toContain('<form method="post" action="/logout"');
  });

  it("allows the form's redirect to Cognito in the page's policy", async () => {
    const { headers } = await app.request("/logout");

    expect(headers["content-security-policy"]).toContain(
      "form-action 'self' https://example.auth.eu-central-1.amazoncognito.com;",
    );
  });
});

describe("GET /signed-out", () => {
  it("is public and has a link to sign in again", async () => {
    const { status, text } = await app.request("/signed-out");

    expect(status).toBe(200);
    expect(text).toContain('<a class="button" href="/">Sign in again</a>');
  });
});
