import { type StepResult, skipped } from "../step";
import { authorize } from "./authorization-response";
import { authorizationRequestOf, lookAtAuthorizationUrl } from "./authorize-url";
import { judgeAuthorization } from "./cognito-errors";
import { lookAtEgress } from "./egress";
import type { SignInPage } from "./find-sign-in";
import { mergeResults } from "./merge-results";

/** What the ways to the login page show, without a user. One of them is enough to see the egress. */
export async function lookAtSignInPages(pages: readonly SignInPage[]): Promise<StepResult[]> {
  const [first] = pages;
  if (first === undefined) {
    return [skipped("authorize-url", "No page that was opened asks for a sign-in.")];
  }
  const requests = new Map<string, SignInPage>();
  for (const page of pages) {
    const { clientId, redirectUri, scopes } = authorizationRequestOf(page);
    const key = [clientId, redirectUri, ...scopes].join(" ");
    if (!requests.has(key)) requests.set(key, page);
  }
  const results: StepResult[] = [];
  for (const page of requests.values()) {
    const request = authorizationRequestOf(page);
    const response = await authorize(page.client.newBrowser(), request);
    results.push(await lookAtAuthorizationUrl(page), ...judgeAuthorization(request, response));
  }
  return [...mergeResults(results), await lookAtEgress(first)];
}
