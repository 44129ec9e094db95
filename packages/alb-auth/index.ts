export { AlbVerifier } from "./src/alb-verifier.ts";
export { AuthError } from "./src/auth-error.ts";
export { authErrors, type ErrorDescription } from "./src/error-codes.ts";
export type { Identity } from "./src/identity.ts";
export { parseLoadBalancerArn } from "./src/load-balancer-arn.ts";
export { derivePublicKeysUrl } from "./src/verifier-options.ts";
