import type { JwtErrorReason } from "../../model/event.ts";
import type { JwtClaim, JwtValidationAction } from "../../model/load-balancer.ts";
import { JwtError } from "./jwt-error.ts";

type Claims = Readonly<Record<string, unknown>>;

/**
 * Checks the claims of a token whose signature is valid.
 * @throws JwtError for the first claim that is missing or has another value.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
 */
export function checkClaims(
  { issuer, additionalClaims }: JwtValidationAction,
  claims: Claims,
  nowSeconds: number,
): void {
  const iss = required(claims, "iss");
  if (typeof iss !== "string") throw wrongFormat("iss", "a string");
  if (iss !== issuer) throw wrongValue("iss", iss, `the rule's issuer ${issuer}`);
  const exp = time(required(claims, "exp"), "exp");
  if (exp <= nowSeconds) throw wrongValue("exp", isoTime(exp), "a time in the future");
  for (const name of ["nbf", "iat"] as const) {
    if (claims[name] === undefined) continue;
    const seconds = time(claims[name], name);
    if (seconds > nowSeconds) throw wrongValue(name, isoTime(seconds), "a time in the past");
  }
  for (const claim of additionalClaims) checkClaim(claim, required(claims, claim.name));
}

function checkClaim({ name, format, values }: JwtClaim, value: unknown): void {
  const found = valuesOf(name, format, value);
  // AWS does not document whether one of the values is enough.
  if (found.some((each) => values.includes(each))) return;
  throw wrongValue(name, found.join(" "), values.join(" or "));
}

function valuesOf(name: string, format: JwtClaim["format"], value: unknown): readonly string[] {
  switch (format) {
    case "single-string":
      if (typeof value !== "string") throw wrongFormat(name, "a string");
      return [value];
    case "space-separated-values":
      if (typeof value !== "string")
        throw wrongFormat(name, "a string of values with spaces between");
      return value.split(" ");
    case "string-array":
      if (!Array.isArray(value) || value.some((each) => typeof each !== "string")) {
        throw wrongFormat(name, "a list of strings");
      }
      return value;
  }
}

function required(claims: Claims, name: string): unknown {
  const value = claims[name];
  if (value === undefined) throw rejected("JWTClaimNotPresent", `has no claim ${name}`);
  return value;
}

function time(value: unknown, name: string): number {
  if (typeof value !== "number") throw wrongFormat(name, "a number of seconds since 1970");
  return value;
}

function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}

function wrongFormat(name: string, expected: string): JwtError {
  return rejected("JWTClaimFormatInvalid", `has a claim ${name} that is not ${expected}`);
}

function wrongValue(name: string, value: string, expected: string): JwtError {
  return rejected("JWTClaimValueInvalid", `has the claim ${name} ${value} instead of ${expected}`);
}

function rejected(reason: JwtErrorReason, problem: string): JwtError {
  return new JwtError(
    401,
    reason,
    `The token ${problem}, so the load balancer returns 401. Send a token that the rule accepts, or change its jwt_validation block.`,
  );
}
