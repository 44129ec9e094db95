import { request } from "node:http";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrant,
  customFetch,
  discovery,
  fetchUserInfo,
  refreshTokenGrant,
  tokenRevocation,
} from "openid-client";
import { client, machine, model, signInAt, useUserPool } from "./support.ts";

const pool = useUserPool({ email: "lin@example.com", name: "Lin" });

/** Sends requests for AWS's host names to this machine, as DNS would. */
async function fetchLocally(url: string, init: RequestInit): Promise<Response> {
  const local = new URL(pool().addresses.localUrl(url));
  if (!local.hostname.endsWith(".localhost"))
    throw new Error(`The emulator does not serve ${url}.`);
  const headers = Object.fromEntries(new Headers(init.headers));
  return new Promise((resolve, reject) => {
    const options = {
      hostname: "127.0.0.1",
      method: init.method,
      headers: { ...headers, host: local.host },
    };
    const outgoing = request(local, options, async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const status = incoming.statusCode ?? 0;
      const head = new Headers(Object.entries(incoming.headers).map(([k, v]) => [k, String(v)]));
      resolve(
        new Response(chunks.length > 0 ? Buffer.concat(chunks) : null, { status, headers: head }),
      );
    });
    outgoing.once("error", reject);
    outgoing.end(init.body ? String(init.body) : undefined);
  });
}

const discover = (app: typeof client, method = ClientSecretBasic) =>
  discovery(new URL(model.issuer), app.clientId, app.clientSecret, method(app.clientSecret), {
    [customFetch]: fetchLocally as never,
    execute: [allowInsecureRequests],
  });

describe("openid-client", () => {
  it.each([
    ["client_secret_basic", ClientSecretBasic],
    ["client_secret_post", ClientSecretPost],
  ])(
    "completes discovery, code flow with PKCE and nonce, user info and refresh by %s",
    async (_name, method) => {
      const config = await discover(client, method);
      const codeVerifier = "a-verifier-of-forty-three-characters-or-more-0123";
      const digest = await crypto.subtle.digest("SHA-256", Buffer.from(codeVerifier));
      const url = buildAuthorizationUrl(config, {
        redirect_uri: client.callbackUrls[0] ?? "",
        scope: "openid email tasks/read",
        state: "s1",
        nonce: "n1",
        code_challenge: Buffer.from(digest).toString("base64url"),
        code_challenge_method: "S256",
      });

      const { callback } = await signInAt(pool().addresses.localUrl(url.href), "lin@example.com");
      const tokens = await authorizationCodeGrant(config, callback, {
        expectedState: "s1",
        expectedNonce: "n1",
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const sub = tokens.claims()?.sub ?? "";
      const user = await fetchUserInfo(config, tokens.access_token, sub);
      const refreshed = await refreshTokenGrant(config, tokens.refresh_token ?? "");

      expect(user).toMatchObject({ email: "lin@example.com", email_verified: "true" });
      expect(refreshed.access_token).not.toBe(tokens.access_token);
      expect(refreshed.refresh_token).toBeUndefined();
      expect(refreshed.claims()?.sub).toBe(sub);
    },
  );

  it("revokes the refresh token and the access tokens of that sign-in, and no other", async () => {
    const config = await discover(client);
    const signIn = async () => {
      const url = buildAuthorizationUrl(config, {
        redirect_uri: client.callbackUrls[0] ?? "",
        scope: "openid",
      });
      const { callback } = await signInAt(pool().addresses.localUrl(url.href), "lin@example.com");
      return authorizationCodeGrant(config, callback);
    };
    const [revoked, other] = [await signIn(), await signIn()];

    await tokenRevocation(config, revoked.refresh_token ?? "");

    const sub = revoked.claims()?.sub ?? "";
    await expect(refreshTokenGrant(config, revoked.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    await expect(fetchUserInfo(config, revoked.access_token, sub)).rejects.toThrow();
    await expect(fetchUserInfo(config, other.access_token, sub)).resolves.toMatchObject({ sub });
  });

  it("gets a machine's token with all of its scopes when it requests none", async () => {
    const config = await discover(machine);

    const tokens = await clientCredentialsGrant(config);

    expect(Object.keys(tokens)).toEqual(
      expect.arrayContaining(["access_token", "expires_in", "token_type"]),
    );
    expect(tokens.refresh_token).toBeUndefined();
    const claims = JSON.parse(
      Buffer.from(tokens.access_token.split(".")[1] ?? "", "base64url").toString(),
    );
    expect(claims).toMatchObject({
      sub: machine.clientId,
      scope: "tasks/read",
      token_use: "access",
    });
  });
});

describe("aws-jwt-verify", () => {
  it("accepts both of a user's tokens, each as what it is", async () => {
    const config = await discover(client);
    const url = buildAuthorizationUrl(config, {
      redirect_uri: client.callbackUrls[0] ?? "",
      scope: "openid email",
    });
    const { callback } = await signInAt(pool().addresses.localUrl(url.href), "lin@example.com");
    const tokens = await authorizationCodeGrant(config, callback);
    const jwks = await (await fetch(pool().jwksUrl)).json();
    const verifier = (tokenUse: "access" | "id") => {
      const made = CognitoJwtVerifier.create({
        userPoolId: model.poolId,
        clientId: client.clientId,
        tokenUse,
      });
      made.cacheJwks(jwks as Parameters<typeof made.cacheJwks>[0]);
      return made;
    };

    await expect(verifier("access").verify(tokens.access_token)).resolves.toMatchObject({
      client_id: client.clientId,
    });
    await expect(verifier("id").verify(tokens.id_token ?? "")).resolves.toMatchObject({
      email: "lin@example.com",
    });
    await expect(verifier("id").verify(tokens.access_token)).rejects.toThrow(/token use/i);
  });
});
