import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import type { UserPool } from "./user-pool";

/** Properties for {@link SignInDomain}. */
export interface SignInDomainProps {
  readonly userPool: UserPool;
  /** Unique within the region, over all AWS accounts. */
  readonly prefix: string;
  readonly region: string;
}

/** GovCloud serves the sign-in pages from FIPS endpoints only. */
function signInUrl(prefix: string, region: string): string {
  const service = region.startsWith("us-gov-") ? "auth-fips" : "auth";
  return `https://${prefix}.${service}.${region}.amazoncognito.com`;
}

/**
 * Where the sign-in pages and OAuth 2.0 endpoints of a user pool live.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
export class SignInDomain extends Construct {
  /** The prefix, once the domain exists: what a load balancer is told. */
  readonly domain: string;
  /** Base URL of the pages, without a slash at the end. */
  readonly signInUrl: string;

  constructor(scope: Construct, id: string, { userPool, prefix, region }: SignInDomainProps) {
    super(scope, id);
    const domain = new CognitoUserPoolDomain(this, "domain", {
      userPoolId: userPool.id,
      domain: prefix,
      // Version 2, managed login, shows no pages until every client has a branding style.
      managedLoginVersion: 1,
    });
    this.domain = domain.domain;
    this.signInUrl = signInUrl(prefix, region);
  }
}
