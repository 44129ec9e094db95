import { OAuthError } from "../../cognito/oauth-error.ts";
import { isEqualSecret } from "../../cognito/secret.ts";
import type { IssuerClient, IssuerModel } from "../issuer-model.ts";

/**
 * The client that sent the request, by HTTP Basic or in the form.
 * @throws OAuthError `invalid_client`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function authenticateClient(
  { clients, issuer }: IssuerModel,
  authorization: string,
  form: URLSearchParams,
): IssuerClient {
  const basic = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  const candidates = basic
    ? basicCredentials(basic)
    : [[form.get("client_id") ?? "", form.get("client_secret") ?? ""] as const];
  for (const [id, secret] of candidates) {
    const client = clients.find(({ clientId }) => clientId === id);
    // Where only AWS knows the secret, none can be compared.
    if (client?.clientSecrets.length === 0) return client;
    if (client?.clientSecrets.some((each) => isEqualSecret(secret, each))) return client;
  }
  throw new OAuthError(
    "invalid_client",
    `The id or secret of the client is not that of an authenticate-oidc action for ${issuer}. Send those of the action.`,
  );
}

/** Clients differ in whether they form-encode id and secret inside Basic, so both are tried. */
function basicCredentials(encoded: string): readonly (readonly [string, string])[] {
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString().split(":");
  const secret = rest.join(":");
  return [
    [id, secret],
    [decode(id), decode(secret)],
  ];
}

function decode(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll("&", "%26")}`).get("v") ?? "";
}
