import { createHash } from "node:crypto";
import type { Context } from "koa";
import type { IdentityProvider } from "../../model/user-pool.ts";
import { completeFederatedSignIn } from "../federation/complete-federated-sign-in.ts";
import { beginExternalSignIn } from "../federation/external-sign-ins.ts";
import { providerByIdentifier, providersOf, signInTarget } from "../identity-providers.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import { federatedUsername, mappedAttributes } from "../users/federated-user.ts";
import {
  appHostOf,
  formData,
  queryOf,
  readPageForm,
  requireAuthorizationRequest,
  showPage,
} from "./page-response.ts";
import type { PageData } from "./render-page.ts";
import { showSignIn } from "./show-sign-in.ts";

/** `GET /identity-provider`: takes the place of a provider's own sign-in page, or leads to a real one. */
export function identityProviderPage(pool: UserPoolContext) {
  return async function identityProviderPage(ctx: Context): Promise<void> {
    const request = requireAuthorizationRequest(ctx, pool);
    if (!request) return;
    const target = signInTarget(pool.model, request.client, ctx.query);
    if (target.type !== "provider") {
      ctx.redirect(`/login?${ctx.querystring}`);
      return;
    }
    const { provider } = target;
    const external = pool.externalProviders.get(provider.name);
    if (external) return beginExternalSignIn(ctx, pool, request, provider, external);
    showPage(ctx, pool, "identity-provider", `Sign in at ${provider.name}`, {
      ...formData(ctx),
      loginQuery: queryOf(ctx),
      appHost: appHostOf(ctx),
      providerName: provider.name,
      providerType: provider.type,
      people: people.map((person) => suggestion(pool, provider, person)),
      fields: mappedAttributes(provider).map(([attribute, claim]) => ({ attribute, claim })),
    });
  };
}

/** `POST /identity-provider`: what the provider would say in a token or an assertion. */
export function federatedSignIn(pool: UserPoolContext) {
  return async function federatedSignIn(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const { request, form } = posted;
    const target = signInTarget(pool.model, request.client, ctx.query);
    const userId = form.get("userId")?.trim() ?? "";
    const isExternal =
      target.type === "provider" && pool.externalProviders.has(target.provider.name);
    if (target.type !== "provider" || isExternal || userId === "") {
      return ctx.redirect(`/login?${ctx.querystring}`);
    }
    const { provider } = target;
    const claims = Object.fromEntries(
      [...form].flatMap(([name, value]) =>
        name.startsWith("claim:") ? [[name.slice("claim:".length), value.trim()]] : [],
      ),
    );
    const identity = { userId, claims };
    return completeFederatedSignIn(ctx, pool, request, provider, identity, "on the local page");
  };
}

/** `POST /idp-identifier`: the domain of an email address says which SAML provider the user has. */
export function chooseByDomain(pool: UserPoolContext) {
  return async function chooseByDomain(ctx: Context): Promise<void> {
    const posted = await readPageForm(ctx, pool);
    if (!posted) return;
    const { client } = posted.request;
    const domain = posted.form.get("corporateEmail")?.trim().split("@").at(-1) ?? "";
    const provider = providerByIdentifier(providersOf(pool.model, client), domain);
    if (!provider) {
      const error = "No identity provider has the domain of this email address.";
      return showSignIn(ctx, pool, { error });
    }
    const query = new URLSearchParams(ctx.querystring);
    query.set("idp_identifier", domain);
    ctx.redirect(`/oauth2/authorize?${query}`);
  };
}

interface Person {
  readonly first: string;
  readonly last: string;
}

/** Named as the demo users, whom they show beside: other users, who have no password. */
const people: readonly Person[] = [
  { first: "Anna", last: "Admin" },
  { first: "Ben", last: "Brown" },
];

type Suggestion = PageData["identity-provider"]["people"][number];

function suggestion(pool: UserPoolContext, provider: IdentityProvider, person: Person): Suggestion {
  const email = `${person.first.toLowerCase()}@example.com`;
  const userId = suggestedId(provider, email);
  const known = pool.users.findByLogin(federatedUsername(pool.model, provider, userId));
  return {
    label: email,
    username: federatedUsername(pool.model, provider, userId),
    userId,
    claims: mappedAttributes(provider).map(([attribute, claim]) => ({
      claim,
      value: known?.attributes[attribute] ?? suggestedValue(attribute, email, person),
    })),
  };
}

/** In the shape of the provider's own ids. */
function suggestedId({ type, name }: IdentityProvider, email: string): string {
  if (type === "SAML") return email;
  const hash = createHash("sha256").update(`${name} ${email}`).digest("hex");
  const digits = BigInt(`0x${hash}`).toString();
  switch (type) {
    case "Google":
      return digits.slice(0, 21);
    case "Facebook":
      return digits.slice(0, 17);
    case "LoginWithAmazon":
      return `amzn1.account.${hash.slice(0, 28).toUpperCase()}`;
    case "SignInWithApple":
      return `${digits.slice(0, 6)}.${hash.slice(0, 32)}.${digits.slice(6, 10)}`;
    default:
      return hash.slice(0, 24);
  }
}

function suggestedValue(attribute: string, email: string, { first, last }: Person): string {
  const values: Readonly<Record<string, string>> = {
    email,
    email_verified: "true",
    family_name: last,
    given_name: first,
    name: `${first} ${last}`,
    nickname: first,
    preferred_username: first.toLowerCase(),
  };
  return values[attribute] ?? "";
}
