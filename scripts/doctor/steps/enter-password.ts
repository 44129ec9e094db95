import type { DoctorClient, HttpResponse } from "../http/doctor-client";
import { callbackPath } from "../http/response-origin";
import { postedForms } from "./html-forms";

/** Who signs in. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Where entering a password on the login page leads to. */
export type PasswordResult =
  | { /** Back to the load balancer. */ readonly type: "callback"; readonly url: URL }
  | { readonly type: "rejected" }
  | {
      /** It asks for more, or scripts make it. */ readonly type: "not-understood";
      readonly page: string;
    };

const maxRedirects = 5;

/** Fills in the form of a login page that asks for a password, as Cognito's hosted UI has one. */
export async function enterPassword(
  client: DoctorClient,
  page: HttpResponse,
  { user, password }: Credentials,
): Promise<PasswordResult> {
  const form = postedForms(page.body, page.url).find(
    ({ passwords, fields }) => passwords.length === 1 && "username" in fields,
  );
  const [passwordField] = form?.passwords ?? [];
  if (form === undefined || passwordField === undefined) return notUnderstood(page.url);
  // A password must not leave the host that the user sees.
  if (form.action.host !== page.url.host) return notUnderstood(page.url);
  let response = await client.send(form.action, {
    form: { ...form.fields, username: user, [passwordField]: password },
  });
  for (let count = 0; count < maxRedirects && response.location !== undefined; count++) {
    const { location } = response;
    if (location.pathname === callbackPath) return { type: "callback", url: location };
    if (location.host !== page.url.host) return notUnderstood(location);
    response = await client.send(location);
  }
  const asksAgain = postedForms(response.body, response.url).some(
    ({ passwords, fields }) => passwords.length === 1 && "username" in fields,
  );
  return asksAgain ? { type: "rejected" } : notUnderstood(response.url);
}

function notUnderstood({ pathname }: URL): PasswordResult {
  return { type: "not-understood", page: pathname };
}
