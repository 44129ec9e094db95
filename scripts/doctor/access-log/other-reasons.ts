import { type Reasons, reason } from "./define-reason";

const token =
  "Let the client send Authorization: Bearer <token> with a token of the issuer that the rule names.";
const waf =
  "The load balancer returned 500 because AWS WAF did not decide. It passes by itself in most cases; AWS Health says when WAF has an outage. Whether requests pass meanwhile is the load balancer's attribute waf.fail_open.enabled.";
const weighted =
  "Delete the cookies of the host in this browser. Cookie values must be sent back as they were received: no client or proxy may encode them.";

/**
 * Why a jwt-validation action rejected a token.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes
 */
const tokenReasons: Reasons = {
  JWTHeaderNotPresent: reason(
    "warning",
    "JWTHeaderNotPresent",
    "The request has no Authorization header, and the rule requires a token.",
    token,
  ),
  JWTRequestFormatInvalid: reason(
    "warning",
    "JWTRequestFormatInvalid",
    "The Authorization header contains no signed JWT.",
    token,
  ),
  JWTSignatureValidationError: reason(
    "warning",
    "JWTSignatureValidationError",
    "No key of the issuer's key set verifies the signature of the token: it is of another issuer, its key was removed, or it is forged.",
    token,
  ),
  JWTClaimNotPresent: reason(
    "warning",
    "JWTClaimNotPresent",
    "The token lacks a claim that the rule requires.",
    "Request a token that has the claim, or take the claim out of the rule's additional claims.",
  ),
  JWTClaimFormatInvalid: reason(
    "warning",
    "JWTClaimFormatInvalid",
    "A claim of the token has another format than the rule says.",
    "Give the additional claim of the rule the format that the token has: one string, an array of strings, or values separated by spaces.",
  ),
  JWTClaimValueInvalid: reason(
    "warning",
    "JWTClaimValueInvalid",
    "A claim of the token has another value than the rule requires, or the token has expired.",
    "Request a new token with the value, or add the value to the rule's additional claims.",
  ),
};

const weightedReasons: Reasons = {
  AWSALBTGCookieInvalid: reason(
    "warning",
    "AWSALBTGCookieInvalid",
    "The cookie AWSALBTG, which keeps a user on one of several target groups, is not valid.",
    weighted,
  ),
  WeightedTargetGroupsUnhandledException: reason(
    "error",
    "WeightedTargetGroupsUnhandledException",
    "The load balancer failed to choose one of several target groups, for a reason of its own.",
    "Try again. If it stays, ask AWS Support with the trace id.",
  ),
};

const wafReasons: Reasons = {
  WAFConnectionError: reason(
    "error",
    "WAFConnectionError",
    "The load balancer could not connect to AWS WAF.",
    waf,
  ),
  WAFConnectionTimeout: reason(
    "error",
    "WAFConnectionTimeout",
    "The connection to AWS WAF timed out.",
    waf,
  ),
  WAFResponseReadTimeout: reason(
    "error",
    "WAFResponseReadTimeout",
    "AWS WAF did not respond in time.",
    waf,
  ),
  WAFServiceError: reason("error", "WAFServiceError", "AWS WAF returned an error.", waf),
  WAFUnhandledException: reason(
    "error",
    "WAFUnhandledException",
    "The load balancer failed to ask AWS WAF, for a reason of its own.",
    waf,
  ),
};

export const otherReasons: Reasons = { ...tokenReasons, ...weightedReasons, ...wafReasons };
