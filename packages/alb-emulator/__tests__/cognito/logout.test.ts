import { page } from "../support/visitor.ts";
import { authorizeUrl, client, exchangeCode, refresh, signInAt, useUserPool } from "./support.ts";

const pool = useUserPool({ email: "nik@example.com", name: "Nik" });

const signIn = () => signInAt(authorizeUrl(pool().base), "nik@example.com");
const logoutUrl = (parameters: Record<string, string>) =>
  `${pool().base}/logout?${new URLSearchParams({ client_id: client.clientId, ...parameters })}`;

describe("GET /logout", () => {
  it("ends the session and leads to the sign-out URL; the next authorization asks for a password", async () => {
    const { visitor } = await signIn();

    const response = await visitor.send(logoutUrl({ logout_uri: client.logoutUrls[0] ?? "" }));
    const next = await visitor.send(authorizeUrl(pool().base));

    expect(response.status).toBe(302);
    expect(response.location).toBe("https://tasks.example.com/signed-out");
    expect(await visitor.cookieNames(pool().base)).not.toContain("cognito");
    expect(new URL(next.location ?? "").pathname).toBe("/login");
  });

  it("ends the session for a copy of its cookie as well", async () => {
    const { visitor } = await signIn();
    const headers = {
      Cookie: await visitor.jar.getCookieString(pool().base.replace("http:", "https:")),
    };

    await visitor.send(logoutUrl({ logout_uri: client.logoutUrls[0] ?? "" }));
    const next = await visitor.send(authorizeUrl(pool().base), { headers });

    expect(headers.Cookie).toContain("cognito=");
    expect(new URL(next.location ?? "").pathname).toBe("/login");
  });

  it("shows the sign-in page when it gets a callback URL instead of a sign-out URL", async () => {
    const { visitor } = await signIn();

    const shown = page(
      await visitor.visit(
        logoutUrl({
          redirect_uri: client.callbackUrls[0] ?? "",
          response_type: "code",
          scope: "openid",
          state: "s",
        }),
      ),
    );

    expect(new URL(shown.url).pathname).toBe("/login");
    expect(shown.status).toBe(200);
  });

  it("leaves tokens valid", async () => {
    const { visitor, code } = await signIn();
    const { body } = await exchangeCode(pool(), code);

    await visitor.send(logoutUrl({ logout_uri: client.logoutUrls[0] ?? "" }));

    expect((await refresh(pool(), body.refresh_token)).status).toBe(200);
  });

  it.each([
    [
      "a sign-out URL that is not registered",
      { logout_uri: "https://tasks.example.com/" },
      "is not a sign-out URL of app client example-tasks",
    ],
    [
      "a callback URL that is not registered",
      { redirect_uri: "https://tasks.example.com/" },
      "is not a callback URL of app client example-tasks",
    ],
    ["a request without either URL", {}, "has no logout_uri"],
    [
      "an unknown client",
      { client_id: "nobody", logout_uri: "https://tasks.example.com/signed-out" },
      "does not exist in user pool example",
    ],
  ])("rejects %s, and keeps the session", async (_name, parameters, explanation) => {
    const { visitor } = await signIn();

    const shown = page(await visitor.visit(logoutUrl(parameters as Record<string, string>)));
    const next = await visitor.send(authorizeUrl(pool().base));

    expect(shown.status).toBe(400);
    expect(shown.text).toContain(explanation);
    expect(next.location).toContain("?code=");
  });
});
