import { type PolicyStatement, policyDocument } from "../policy-document";
import type { OidcProvider } from "./oidc-provider";

/** Tokens of one issuer that may assume a role. */
export interface TrustedTokens {
  readonly provider: Pick<OidcProvider, "providerArn" | "host" | "audience">;
  /** Patterns of `sub`, one of which must match; `*` matches any text. */
  readonly subjects: readonly string[];
  /** Other claims, each of which must have this value. */
  readonly claims: Readonly<Record<string, string>>;
}

/**
 * The trust policy of a role that pipelines assume with OpenID Connect tokens.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function trustPolicy(trusted: readonly TrustedTokens[]): string {
  return policyDocument(trusted.map(statement));
}

function statement({ provider, subjects, claims }: TrustedTokens): PolicyStatement {
  const key = (claim: string) => `${provider.host}:${claim}`;
  const equal = Object.entries({ aud: provider.audience, ...claims });
  return {
    Effect: "Allow",
    Principal: { Federated: provider.providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: Object.fromEntries(equal.map(([claim, value]) => [key(claim), value])),
      StringLike: { [key("sub")]: subjects },
    },
  };
}
