import type { DeclaredProvider } from "./attribute-mapping";

/**
 * Name of the Terraform variable with a provider's secret, such as `google_client_secret`.
 * @returns `undefined` for providers without a secret
 */
export function secretVariable(name: string, { type }: DeclaredProvider): string | undefined {
  if (type === "saml" || type === "existing") return undefined;
  const base = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toLowerCase();
  return `${base}_${type === "apple" ? "private_key" : "client_secret"}`;
}
