export { AlbAuthError } from "./src/alb-auth-error.ts";
export { AlbVerifier } from "./src/alb-verifier.ts";
export { type BearerToken, BearerVerifier } from "./src/bearer-verifier.ts";
export { type EnvironmentOptions, environmentVariables } from "./src/environment.ts";
export type { Environment } from "./src/environment-text.ts";
export {
  type AlbAuthErrorCode,
  albAuthErrors,
  type ErrorDescription,
  type VerificationOutcome,
} from "./src/error-codes.ts";
export type { Fetch } from "./src/fetch-document.ts";
export { accessTokenOf, type Identity } from "./src/identity.ts";
export { derivePublicKeysUrl, parseLoadBalancerArn } from "./src/load-balancer-arn.ts";
export type { RequestHeaders } from "./src/oidc-headers.ts";
export type { AlbVerifierOptions, BearerVerifierOptions, UserPoolOptions } from "./src/options.ts";
export {
  type ProtectedResource,
  type ProtectedResourceMetadata,
  ProtectedResources,
  type ProtectedResourcesOptions,
} from "./src/protected-resources.ts";
export type {
  GroupRoute,
  RouteGroups,
  RouteHeader,
  RouteQuery,
} from "./src/routes/route-groups.ts";
export type { RoutedRequest } from "./src/routes/routed-request.ts";
export { SignOut, type SignOutResponse } from "./src/sign-out/sign-out.ts";
export type { SignOutOptions } from "./src/sign-out/sign-out-options.ts";
