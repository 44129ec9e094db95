import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { Construct } from "constructs";
import type { SignInDomain, UserPoolReference } from "./user-pool-reference";

/** Properties for {@link UserPoolDomain}. */
export interface UserPoolDomainProps {
  readonly userPool: UserPoolReference;
  /** Unique within the region, over all AWS accounts. */
  readonly prefix: string;
  readonly region: string;
  /** 1 is the hosted UI, 2 managed login, which shows an error to app clients without branding. */
  readonly managedLoginVersion: 1 | 2;
}

/**
 * Host of a user pool's hosted UI and OAuth 2.0 endpoints.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
export class UserPoolDomain extends Construct implements SignInDomain {
  /** The prefix, known once the domain exists. */
  readonly domain: string;
  readonly baseUrl: string;
  /** Id of the pool, known once the domain exists. */
  readonly userPoolId: string;

  constructor(scope: Construct, id: string, props: UserPoolDomainProps) {
    super(scope, id);
    const { userPool, prefix, region, managedLoginVersion } = props;
    const domain = new CognitoUserPoolDomain(this, "domain", {
      userPoolId: userPool.userPoolId,
      domain: prefix,
      managedLoginVersion,
    });
    this.domain = domain.domain;
    this.userPoolId = domain.userPoolId;
    this.baseUrl = prefixDomainBaseUrl(prefix, region);
  }
}

/** Origin of a prefix domain. GovCloud serves the hosted UI from FIPS endpoints only. */
export function prefixDomainBaseUrl(prefix: string, region: string): string {
  const service = region.startsWith("us-gov-") ? "auth-fips" : "auth";
  return `https://${prefix}.${service}.${region}.amazoncognito.com`;
}
