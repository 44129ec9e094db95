import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import type { UserPool } from "./user-pool";

/** Properties for {@link UserPoolDomain}. */
export interface UserPoolDomainProps {
  readonly userPool: UserPool;
  /** Unique within the region, over all AWS accounts. */
  readonly prefix: string;
  readonly region: string;
}

/**
 * Host of a user pool's hosted UI and OAuth 2.0 endpoints.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
export class UserPoolDomain extends Construct {
  /** The prefix, known once the domain exists: what an authenticate-cognito action names. */
  readonly domainPrefix: string;
  /** Origin of the domain, without a slash at the end. */
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, { userPool, prefix, region }: UserPoolDomainProps) {
    super(scope, id);
    const domain = new CognitoUserPoolDomain(this, "domain", {
      userPoolId: userPool.userPoolId,
      domain: prefix,
      // Version 2, managed login, shows no pages until every client has a branding style.
      managedLoginVersion: 1,
    });
    this.domainPrefix = domain.domain;
    this.baseUrl = baseUrl(prefix, region);
  }
}

/** GovCloud serves the hosted UI from FIPS endpoints only. */
function baseUrl(prefix: string, region: string): string {
  const service = region.startsWith("us-gov-") ? "auth-fips" : "auth";
  return `https://${prefix}.${service}.${region}.amazoncognito.com`;
}
