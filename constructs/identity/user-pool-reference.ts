/** A user pool, new or existing, for what is added to it. */
export interface UserPoolReference {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  /** `cognito-idp.<region>.<suffix>/<pool id>`: the issuer without its scheme. */
  readonly userPoolEndpoint: string;
}

/** Where a user pool serves its sign-in pages and OAuth 2.0 endpoints. */
export interface SignInDomain {
  /** What an authenticate-cognito action names: a prefix, or the host name of a pool's own domain. */
  readonly domain: string;
  /** Origin of the domain, without a slash at the end. */
  readonly baseUrl: string;
}
