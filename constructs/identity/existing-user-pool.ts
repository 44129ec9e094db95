import { DataAwsCognitoUserPool } from "@cdktf/provider-aws/lib/data-aws-cognito-user-pool";
import { Construct } from "constructs";
import { prefixDomainBaseUrl } from "./user-pool-domain";
import type { SignInDomain, UserPoolReference } from "./user-pool-reference";

/** Properties for {@link ExistingUserPool}. */
export interface ExistingUserPoolProps {
  readonly userPoolId: string;
  readonly region: string;
  /** The domain that users sign in at: a prefix, or the host name of the pool's own domain. */
  readonly domain: { readonly prefix?: string | undefined; readonly hostName?: string | undefined };
}

/**
 * A user pool that exists: nothing of it is created or changed. It is looked up at plan time, so that a
 * domain which the pool does not have fails before an application uses it.
 */
export class ExistingUserPool extends Construct implements UserPoolReference, SignInDomain {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly userPoolEndpoint: string;
  readonly domain: string;
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, props: ExistingUserPoolProps) {
    super(scope, id);
    const { userPoolId, region } = props;
    const { prefix = "", hostName } = props.domain;
    const [attribute, domain, field] =
      hostName === undefined
        ? ["domain", prefix, "prefix"]
        : ["custom_domain", hostName, "hostName"];
    const pool = new DataAwsCognitoUserPool(this, "pool", {
      userPoolId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.${attribute} == ${JSON.stringify(domain)}}`,
            errorMessage: `User pool ${userPoolId} does not have the domain ${domain}, the value of identity.domain.${field}, so nobody could sign in. Copy the domain from the pool's settings in the Cognito console.`,
          },
        ],
      },
    });
    this.userPoolId = userPoolId;
    this.userPoolArn = pool.arn;
    this.userPoolEndpoint = `cognito-idp.${region}.amazonaws.com/${userPoolId}`;
    this.domain = domain;
    this.baseUrl =
      hostName === undefined ? prefixDomainBaseUrl(prefix, region) : `https://${hostName}`;
  }
}
