import type { JwtValidationAction, Listener, Rule } from "../../model/load-balancer.ts";

const maxTextLength = 256;
const maxClaims = 10;
const maxValues = 10;
const checkedAlways = ["exp", "iat", "iss", "nbf"];

/**
 * What AWS rejects in a jwt-validation action.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionConfig.html
 */
export function jwtErrors(
  { protocol, port }: Listener,
  { address }: Rule,
  { issuer, jwksEndpoint, additionalClaims }: JwtValidationAction,
): readonly string[] {
  const errors: string[] = [];
  if (protocol !== "HTTPS") {
    errors.push(
      `${address} validates tokens on an HTTP listener (port ${port}). AWS accepts jwt-validation actions on HTTPS listeners only. Redirect to HTTPS instead.`,
    );
  }
  if (!/^https:\/\//.test(jwksEndpoint)) {
    errors.push(`${address}: jwks_endpoint "${jwksEndpoint}" does not begin with https://.`);
  }
  for (const text of [issuer, jwksEndpoint].filter(({ length }) => length > maxTextLength)) {
    errors.push(`${address}: ${text} is longer than ${maxTextLength} characters. Shorten it.`);
  }
  if (additionalClaims.length > maxClaims) {
    errors.push(
      `${address} checks ${additionalClaims.length} additional claims; AWS allows ${maxClaims}. Remove some.`,
    );
  }
  for (const { name, format, values } of additionalClaims) {
    if (checkedAlways.includes(name)) {
      errors.push(
        `${address}: additional_claim ${name} is checked already, and AWS rejects it. Remove it.`,
      );
    }
    if (values.length === 0 || values.length > maxValues) {
      errors.push(
        `${address}: additional_claim ${name} has ${values.length} values; AWS allows 1 to ${maxValues}.`,
      );
    }
    for (const value of values.filter(({ length }) => length > maxTextLength)) {
      errors.push(
        `${address}: the value ${value.slice(0, 40)}… of additional_claim ${name} is longer than ${maxTextLength} characters. Shorten it.`,
      );
    }
    if (format === "space-separated-values") {
      for (const value of values.filter((text) => text.includes(" "))) {
        errors.push(
          `${address}: the value "${value}" of additional_claim ${name} contains a space, which separates values. Write one value for each word.`,
        );
      }
    }
  }
  return errors;
}
