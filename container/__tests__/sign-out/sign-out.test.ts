import { AppFixture, environment } from "../support/app";

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
