import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { connectionError, type HttpResponse } from "../http/doctor-client";
import { describeOrigin, originOf } from "../http/response-origin";
import { judged, type StepResult, skipped } from "../step";
import { postedForms } from "./html-forms";
import type { Session } from "./sign-in";

const maxRedirects = 5;

/** @param path Of the application's sign-out. */
export async function lookAtSignOut(session: Session, path: string): Promise<StepResult> {
  try {
    return await signOut(session, path);
  } catch (error) {
    return skipped("sign-out", `Sign-out does not respond: ${connectionError(error)}.`);
  }
}

async function signOut({ client, page, cookies }: Session, path: string): Promise<StepResult> {
  const url = new URL(path, page.url);
  const shown = await client.send(url);
  const form = postedForms(shown.body, url).find(({ action }) => action.pathname === path);
  const first =
    shown.location === undefined ? await client.send(url, { form: form?.fields ?? {} }) : shown;
  if (first.location?.pathname !== "/logout" || first.location.host === url.host) {
    return skipped(
      "sign-out",
      `${path} returns ${describeOrigin(originOf(first))} and does not lead to Cognito's /logout.`,
    );
  }
  const last = await follow(client, first);
  const seen = [`${path} leads over ${first.location.host}/logout to ${last.url.pathname}.`];
  const findings: Finding[] = [];
  const names = new Set(cookies.map(({ key }) => key));
  const left = (await client.cookies(page.url)).filter(({ key }) => names.has(key));
  if (left.length > 0) {
    const proof = [`Still in the browser: ${left.map(({ key }) => key).join(", ")}.`];
    findings.push(found("sign-out-incomplete", { proof }));
  }
  if (
    last.url.pathname === "/error" ||
    (last.url.host === first.location.host && last.status >= 400)
  ) {
    const proof = [`${first.location.host} returns ${last.status} for ${last.url.pathname}.`];
    findings.push(found("sign-out-url-not-registered", { proof }));
  } else if (last.url.pathname === "/login") {
    const proof = [...seen, "That page asks for a sign-in."];
    findings.push(found("sign-out-loop", { proof }));
  }
  return judged("sign-out", seen, findings);
}

async function follow(client: Session["client"], first: HttpResponse): Promise<HttpResponse> {
  let response = first;
  for (let count = 0; count < maxRedirects && response.location !== undefined; count++) {
    response = await client.send(response.location);
  }
  return response;
}
