import { isObject, type Json, type JsonObject } from "../../../terraform/terraform-stack.ts";

/** Acronyms in the plural, and others that do not follow the rule. */
const exceptions: Readonly<Record<string, string>> = {
  AllowedOAuthFlows: "allowed_oauth_flows",
  AllowedOAuthFlowsUserPoolClient: "allowed_oauth_flows_user_pool_client",
  AllowedOAuthScopes: "allowed_oauth_scopes",
  CallbackURLs: "callback_urls",
  DefaultRedirectURI: "default_redirect_uri",
  LogoutURLs: "logout_urls",
};

/** Keys that are the user's own, and not properties of CloudFormation. */
const opaque = new Set(["AttributeMapping", "AuthenticationRequestExtraParams"]);

/** `LoadBalancerArn` becomes `load_balancer_arn`. */
export function snakeCaseName(name: string): string {
  return (
    exceptions[name] ??
    name
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
  );
}

/** Every key as Terraform spells it, however deep. */
export function snakeCase(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      snakeCaseName(key),
      opaque.has(key) ? value : snakeCaseValue(value),
    ]),
  );
}

export function snakeCaseValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(snakeCaseValue);
  return isObject(value) ? snakeCase(value) : value;
}

const originals = new Map(
  Object.entries(exceptions).map(([property, attribute]) => [attribute, property]),
);

/** The other way round: `load_balancer_arn` becomes `LoadBalancerArn`. */
export function pascalCaseName(attribute: string): string {
  return (
    originals.get(attribute) ??
    attribute.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())
  );
}

/** Objects in a value that may be a list, an object, or neither. */
export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** Without the entries that are absent. */
export function present(attributes: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
