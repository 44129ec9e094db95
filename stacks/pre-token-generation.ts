import type { Construct } from "constructs";
import type { Environment } from "../config/schema/environment";
import { type TokenClaims, tokenClaimsSettings } from "../config/token-claims-settings";
import { TokenClaimsFunction } from "../constructs/identity/token-claims/token-claims-function";
import type { PreTokenGeneration } from "../constructs/identity/user-pool";

/** The function that gives the tokens of a user pool what the environment declares. */
export function preTokenGeneration(
  scope: Construct,
  {
    tokenClaims,
    name,
    region,
  }: Pick<Environment, "name" | "region"> & { readonly tokenClaims: TokenClaims },
): PreTokenGeneration {
  const { functionArn, invokePermission } = new TokenClaimsFunction(scope, "token_claims", {
    name,
    region,
    settings: tokenClaimsSettings(tokenClaims),
  });
  return { functionArn, invokePermission, version: tokenClaims.machines ? "V3_0" : "V2_0" };
}
