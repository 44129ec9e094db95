import type { LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";
import type { PlannedToken } from "../../routing/rule-plan";

/** Whose tokens a load balancer accepts. */
export interface TokenIssuer {
  /** Issuer of the user pool's tokens. */
  readonly issuer: string;
  /** URL of the user pool's public keys. */
  readonly jwksUrl: string;
  /** Id of a machine client, by its name. */
  readonly machineClientIdOf: (name: string) => string;
}

/**
 * A jwt-validation action. The load balancer itself checks signature, `iss` and `exp`. A token has one
 * `client_id`, so of several values one is enough. Whether it has to have one of several scopes or all
 * of them is documented nowhere: the container requires all.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
 */
export function validateToken(
  { clients, scopes }: PlannedToken,
  { issuer, jwksUrl, machineClientIdOf }: TokenIssuer,
): LbListenerRuleAction {
  return {
    type: "jwt-validation",
    jwtValidation: {
      issuer,
      jwksEndpoint: jwksUrl,
      additionalClaim: [
        { name: "token_use", format: "single-string", values: ["access"] },
        { name: "client_id", format: "single-string", values: clients.map(machineClientIdOf) },
        { name: "scope", format: "space-separated-values", values: [...scopes] },
      ],
    },
  };
}
