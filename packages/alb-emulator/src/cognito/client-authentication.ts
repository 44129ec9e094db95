import { createHash, timingSafeEqual } from "node:crypto";
import type { AppClient, IdentityModel } from "../model/identity.ts";
import { findClient } from "./context.ts";

/**
 * The app client that proved itself with its secret, by HTTP Basic or in the form; a client without
 * a secret only names itself.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function authenticateClient(
  model: IdentityModel,
  authorization: string,
  form: URLSearchParams,
): AppClient | undefined {
  const basic = /^Basic +(\S+)$/i.exec(authorization)?.[1];
  const [id, secret] = basic
    ? basicCredentials(basic)
    : [form.get("client_id") ?? "", form.get("client_secret") ?? ""];
  const client = findClient(model, id);
  if (!client) return undefined;
  return client.clientSecret === undefined || equal(secret, client.clientSecret)
    ? client
    : undefined;
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

function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
