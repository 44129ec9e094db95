import type { AppClient, UserPoolModel } from "../model/user-pool.ts";
import { findClient } from "./app-clients.ts";
import { OAuthError } from "./oauth-error.ts";
import { isEqualSecret } from "./secret.ts";

/**
 * The app client that sent the request: with its secret, by HTTP Basic or in the form; a public
 * client, which has no secret, by its id alone.
 * @throws OAuthError `invalid_client`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function authenticateClient(
  model: UserPoolModel,
  authorization: string,
  form: URLSearchParams,
): AppClient {
  const basic = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  const [id, secret] = basic
    ? basicCredentials(basic)
    : [form.get("client_id") ?? "", form.get("client_secret") ?? ""];
  const client = findClient(model, id);
  if (!client) {
    throw new OAuthError(
      "invalid_client",
      `App client "${id}" does not exist in user pool ${model.poolName}. Send the client_id of one of its app clients.`,
    );
  }
  if (!isEqualSecret(secret, client.clientSecret ?? secret)) {
    throw new OAuthError(
      "invalid_client",
      `The secret of app client ${client.name} is wrong or missing. Send client_secret as Terraform's state has it.`,
      "invalid_client_secret",
    );
  }
  return client;
}

function basicCredentials(encoded: string): [string, string] {
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  return colon < 0 ? ["", ""] : [decode(text.slice(0, colon)), decode(text.slice(colon + 1))];
}

/** Id and secret are form-encoded inside Basic. */
function decode(text: string): string {
  return new URLSearchParams(`v=${text}`).get("v") ?? "";
}
