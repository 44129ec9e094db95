import type { Context } from "koa";
import type { AppClient, IdentityProvider, UserPoolModel } from "../../model/user-pool.ts";
import { describeClient } from "../app-clients.ts";
import type { ValidAuthorizationRequest } from "../authorization-request.ts";
import { redirectWithError } from "../authorization-response.ts";
import { completeSignIn } from "../pages/complete-sign-in.ts";
import { showSignIn } from "../pages/show-sign-in.ts";
import type { UserPoolContext } from "../user-pool-context.ts";
import {
  type FederatedIdentity,
  federatedUser,
  federatedUsername,
  mappedAttributes,
} from "../users/federated-user.ts";
import { displayNameOf, type User } from "../users/user.ts";

/**
 * Signs in the user whom a provider named.
 * @param where For the report: "on the local page".
 */
export async function completeFederatedSignIn(
  ctx: Context,
  pool: UserPoolContext,
  request: ValidAuthorizationRequest,
  provider: IdentityProvider,
  identity: FederatedIdentity,
  where: string,
): Promise<void> {
  const { client } = request;
  const known = pool.users.findByLogin(federatedUsername(pool.model, provider, identity.userId));
  const issue = attributeIssue(pool.model, client, provider, identity, known);
  if (issue)
    return redirectWithError(ctx, pool, { ...request, error: "invalid_request", ...issue });
  const user = pool.users.put(federatedUser(pool.model, provider, identity, known, pool.now()));
  if (user.enabled === false) {
    pool.report(ctx, "sign-in-failed", {
      client: client.name,
      user: displayNameOf(user),
      message: "Sign-in failed: the user is disabled",
    });
    return showSignIn(ctx, pool, { error: "User is disabled." });
  }
  return completeSignIn(ctx, pool, request, user, `${provider.name}, ${where}`);
}

/**
 * Why Cognito does not store what the provider says: it writes every mapped attribute at every sign-in.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
function attributeIssue(
  { customAttributes = [] }: UserPoolModel,
  client: AppClient,
  provider: IdentityProvider,
  { claims }: FederatedIdentity,
  known: User | undefined,
): { readonly errorDescription: string; readonly explanation: string } | undefined {
  for (const [attribute, claim] of mappedAttributes(provider)) {
    if (!claims[claim]) continue;
    if (known && customAttributes.some(({ name, mutable }) => name === attribute && !mutable)) {
      return {
        errorDescription: `user.${attribute}: Attribute cannot be updated.\n`,
        explanation: `${provider.name} maps ${claim} to ${attribute}, which is not mutable: Cognito writes it at the first sign-in of a user, and rejects every later one. Map a mutable attribute.`,
      };
    }
    if (!isWritable(attribute, client)) {
      return {
        errorDescription: "A client attempted to write unauthorized attribute",
        explanation: `${provider.name} maps ${claim} to ${attribute}, which is not one of the write_attributes of ${describeClient(client)}. Add it there, or remove the mapping.`,
      };
    }
  }
  return undefined;
}

/** Cognito sets these two itself, whatever an app client may write. */
const verified = ["email_verified", "phone_number_verified"];

function isWritable(attribute: string, { writeAttributes }: AppClient): boolean {
  return (
    writeAttributes === undefined ||
    verified.includes(attribute) ||
    writeAttributes.includes(attribute)
  );
}
