// Signs in as an OIDC client of its own with openid-client, by discovery at the issuer of AWS.
// Usage: sign-in.mjs ISSUER CLIENT_ID CLIENT_SECRET REDIRECT_URI LOGIN PASSWORD; prints the claims.
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  randomPKCECodeVerifier,
} from "openid-client";

const [issuer, clientId, secret, redirectUri, login, password] = process.argv.slice(2);
const config = await discovery(new URL(issuer), clientId, undefined, ClientSecretBasic(secret));
const verifier = randomPKCECodeVerifier();
const authorize = buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: "openid email",
  code_challenge: await calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
});

const cookies = new Map();
async function send(url, init = {}) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { ...init.headers, cookie };
  const response = await fetch(url, { ...init, redirect: "manual", headers });
  for (const line of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    cookies.set(name, value);
  }
  return response;
}

const toLogin = await send(authorize);
const page = new URL(toLogin.headers.get("location"), authorize);
const html = await (await send(page)).text();
const action = /action="(\/login[^"]*)"/.exec(html)[1].replaceAll("&amp;", "&");
const form = { _csrf: /name="_csrf" value="([^"]*)"/.exec(html)[1], username: login, password };
const signedIn = await send(new URL(action, page), {
  method: "POST",
  body: new URLSearchParams(form),
});
const tokens = await authorizationCodeGrant(config, new URL(signedIn.headers.get("location")), {
  pkceCodeVerifier: verifier,
  idTokenExpected: true,
});
const user = await fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
console.log(JSON.stringify({ issuer: tokens.claims().iss, email: user.email }));
