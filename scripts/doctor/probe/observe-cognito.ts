import type { SignInPage } from "../steps/find-sign-in";
import type { WalkContext } from "../walk-context";
import { outcomeOf } from "./observe-sign-in";
import type { Answers } from "./probe-report";

/** What Cognito's endpoints show without a user. */
export async function observeCognito(
  { client }: WalkContext,
  { origin: { location } }: SignInPage,
): Promise<Answers> {
  if (location.pathname !== "/oauth2/authorize") {
    const notObserved = { notObserved: "The identity provider is not Cognito." };
    return { "logout-wrong-address": notObserved, "cognito-post": notObserved };
  }
  const logout = new URL("/logout", location);
  logout.searchParams.set("client_id", location.searchParams.get("client_id") ?? "");
  logout.searchParams.set("logout_uri", "https://not-registered.example/");
  const unregistered = await outcomeOf(() => client.newBrowser().send(logout));
  const posts: Record<string, string> = {};
  for (const path of [
    "/oauth2/authorize",
    "/logout",
    "/oauth2/userInfo",
    "/.well-known/jwks.json",
  ]) {
    const url = new URL(path, location);
    if (path === "/oauth2/authorize") url.search = location.search;
    posts[path] = await outcomeOf(() => client.newBrowser().send(url, { form: {} }));
  }
  return {
    "logout-wrong-address": { observed: { response: unregistered } },
    "cognito-post": { observed: posts },
  };
}
