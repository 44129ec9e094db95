import { findClient } from "../cognito/app-clients.ts";
import { providersOf } from "../cognito/identity-providers.ts";
import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import { mappedAttributes } from "../cognito/users/federated-user.ts";
import { totpCode } from "../cognito/users/totp.ts";
import type { Clock } from "../model/clock.ts";
import type { EmulatorError } from "../model/emulator-error.ts";
import { boldTextOf, formsOf, type PageForm, shownKey } from "./page-form.ts";

/** A user by login, or with the password of somebody who signed up. */
export type UserToSignIn = string | { readonly login: string; readonly password: string };

/** What a sign-in needs beyond the user. */
export interface SignInOptions {
  /** Replaces a temporary password; has no effect on users whose password is their own. @default - none */
  readonly newPassword?: string | undefined;
  /** Name of the identity provider that the user comes from, such as `Google`. @default - a password */
  readonly identityProvider?: string | undefined;
}

/** Who signs in, and where. */
export interface SignInEntries {
  readonly pool: RunningUserPool;
  readonly user: UserToSignIn;
  readonly options: SignInOptions;
  /** Clock of the emulator: codes are those of its time. */
  readonly now: Clock;
  readonly fail: (reason: string) => EmulatorError;
}

/** A form as the user posts it. */
export interface FilledForm {
  readonly url: URL;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Fills in the form of a page that a sign-in leads to.
 * @returns `undefined` when the page asks for nothing that is known
 * @throws EmulatorError when the caller has to say more
 */
export async function fillInPage(
  html: string,
  page: URL,
  entries: SignInEntries,
): Promise<FilledForm | undefined> {
  const { options } = entries;
  const forms = formsOf(html, page);
  const formTo = (path: string) => forms.find(({ url }) => url.pathname === path);

  const unbranded = formTo("/unbranded");
  if (unbranded) return filled(unbranded, {});
  const provider = formTo("/identity-provider");
  if (provider) return identityOf(forms, provider, page, entries);
  const changePassword = formTo("/changePassword");
  if (changePassword) return filled(changePassword, { password: newPasswordOf(entries) });
  const addPasskey = formTo("/passkeys/add");
  if (addPasskey) return filled(addPasskey, { skip: "true" });
  const mfa = formTo("/mfa");
  if (mfa) return filled(mfa, { code: codeOf(html, entries) });
  // With the option, this page shows in place of a provider that the app client does not have.
  if (page.pathname !== "/login" || options.identityProvider !== undefined) return undefined;
  const login = formTo("/login");
  if (login) return filled(login, await credentialsOf(entries));
  throw entries.fail(
    `the app client has no users with a password. Name the identity provider: signIn(user, page, { identityProvider: "${providerNames(page, entries)}" }).`,
  );
}

function filled(form: PageForm, fields: FilledForm["fields"]): FilledForm {
  return { url: form.url, fields: { ...form.hidden, ...fields } };
}

async function credentialsOf({ pool, user, options, fail }: SignInEntries) {
  const { login, password } = typeof user === "string" ? knownUser(user, pool, fail) : user;
  const { newPassword } = options;
  // An earlier sign-in may have set it.
  const isReplaced = newPassword !== undefined && !(await pool.users.authenticate(login, password));
  return { username: login, password: isReplaced ? newPassword : password };
}

function knownUser(
  user: string,
  { poolName, demoUsers }: RunningUserPool,
  fail: SignInEntries["fail"],
) {
  const found = demoUsers.find(({ login }) => login.toLowerCase() === user.toLowerCase());
  if (found) return found;
  const logins = demoUsers.map(({ login }) => login).join(", ") || "none";
  throw fail(
    `user pool ${poolName} has no such user with a known password. Use one of: ${logins}; add one to the option users; or give login and password.`,
  );
}

function newPasswordOf({ options: { newPassword }, fail }: SignInEntries): string {
  if (newPassword !== undefined) return newPassword;
  throw fail(
    'the password is temporary, and Cognito asks for another one. Give it: signIn(user, page, { newPassword: "…" }).',
  );
}

/** The page shows a code that AWS would send, or a new key; later, the user's authenticator app has it. */
function codeOf(html: string, { pool, user, now, fail }: SignInEntries): string {
  const sent = /No email is sent locally.*?data-value="(\d+)"/s.exec(html)?.[1];
  if (sent !== undefined) return sent;
  const secret = shownKey(html) ?? pool.users.findByLogin(loginOf(user))?.totpSecret;
  if (secret !== undefined) return totpCode(secret, now());
  throw fail("no secret of an authenticator app is known. Add totpSecret to the user.");
}

/** A person whom the page offers, or somebody else whose email address or id is the login. */
function identityOf(
  forms: readonly PageForm[],
  form: PageForm,
  page: URL,
  { pool, user, fail }: SignInEntries,
): FilledForm {
  if (typeof user !== "string") {
    throw fail("users of an identity provider have no password here. Give the login only.");
  }
  const offered = forms.find(({ content }) => boldTextOf(content) === user);
  if (offered) return filled(offered, {});
  const name = page.searchParams.get("identity_provider");
  const provider = pool.model.identityProviders.find((each) => each.name === name);
  const values: Readonly<Record<string, string>> = user.includes("@")
    ? { email: user, email_verified: "true" }
    : {};
  const claims = (provider ? mappedAttributes(provider) : []).flatMap(([attribute, claim]) => {
    const value = values[attribute];
    return value === undefined ? [] : [[`claim:${claim}`, value] as const];
  });
  return filled(form, { userId: user, ...Object.fromEntries(claims) });
}

function providerNames(page: URL, { pool: { model } }: SignInEntries): string {
  const client = findClient(model, page.searchParams.get("client_id"));
  return (client ? providersOf(model, client) : []).map(({ name }) => name).join('" or "');
}

export function loginOf(user: UserToSignIn): string {
  return typeof user === "string" ? user : user.login;
}
