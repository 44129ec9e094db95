import { page } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  exchangeCode,
  password,
  signInAt,
  startPool,
  type TestPool,
  tokenRequest,
} from "./support.ts";

let test: TestPool;

beforeAll(async () => {
  test = await startPool();
  await test.identity.users.create({ email: "nik@example.com", name: "Nik", password });
});

afterAll(() => test.identity.close());

const logoutUrl = (parameters: Record<string, string>) =>
  `${test.base}/logout?${new URLSearchParams({ client_id: client.clientId, ...parameters })}`;

describe("GET /logout", () => {
  it("ends the session and leads to the sign-out URL; the next authorization asks again", async () => {
    const { visitor } = await signInAt(authorizeUrl(test.base), "nik@example.com");

    const answer = await visitor.send(logoutUrl({ logout_uri: client.logoutUrls[0] ?? "" }));
    const next = await visitor.send(authorizeUrl(test.base));

    expect(answer.status).toBe(302);
    expect(answer.location).toBe("https://tasks.example.com/signed-out");
    expect(new URL(next.location ?? "").pathname).toBe("/login");
  });

  it("shows the sign-in page with a callback URL in place of a sign-out URL", async () => {
    const { visitor } = await signInAt(authorizeUrl(test.base), "nik@example.com");

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

  it("leaves tokens as good as they were", async () => {
    const { visitor, code } = await signInAt(authorizeUrl(test.base), "nik@example.com");
    const { body } = await exchangeCode(test.identity, code);

    await visitor.send(logoutUrl({ logout_uri: client.logoutUrls[0] ?? "" }));
    const { status } = await tokenRequest(test.identity, {
      grant_type: "refresh_token",
      refresh_token: body.refresh_token,
    });

    expect(status).toBe(200);
  });

  it.each([
    [
      "a sign-out URL that is not registered",
      { logout_uri: "https://tasks.example.com/" },
      "not among the sign-out URLs",
    ],
    ["neither of the two addresses", {}, "logout_uri"],
    [
      "an unknown client",
      { client_id: "nobody", logout_uri: "https://tasks.example.com/signed-out" },
      "no app client",
    ],
  ])("refuses %s, and keeps the session", async (_name, parameters, explanation) => {
    const { visitor } = await signInAt(authorizeUrl(test.base), "nik@example.com");

    const shown = page(await visitor.visit(logoutUrl(parameters as Record<string, string>)));
    const next = await visitor.send(authorizeUrl(test.base));

    expect(shown.status).toBe(400);
    expect(shown.text).toContain(explanation);
    expect(next.location).toContain("?code=");
  });
});
