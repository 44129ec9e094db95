import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import type { UserPool } from "../../../constructs/identity/user-pool";
import { UserPoolDomain } from "../../../constructs/identity/user-pool-domain";
import { expose, exposed, resources, synthStack } from "../../support/synth";

const userPool = { userPoolId: "eu-central-1_pool" } as UserPool;

const synthDomain = (region: string, managedLoginVersion: 1 | 2 = 1) =>
  synthStack((stack) => {
    const { domain, baseUrl } = new UserPoolDomain(stack, "user_pool_domain", {
      userPool,
      prefix: "example-login",
      region,
      managedLoginVersion,
    });
    expose(stack, { domain, baseUrl });
  });

describe(UserPoolDomain, () => {
  it.each([1, 2] as const)("creates one prefix domain with version %i of the pages", (version) => {
    expect(resources(synthDomain("eu-central-1", version), CognitoUserPoolDomain)).toEqual([
      {
        user_pool_id: "eu-central-1_pool",
        domain: "example-login",
        managed_login_version: version,
      },
    ]);
  });

  it("exposes the prefix as a reference, so that its users wait for the domain", () => {
    expect(exposed(synthDomain("eu-central-1")).domain).toBe(
      "${aws_cognito_user_pool_domain.user_pool_domain_85C4733B.domain}",
    );
  });

  it.each([
    ["eu-central-1", "https://example-login.auth.eu-central-1.amazoncognito.com"],
    ["us-east-1", "https://example-login.auth.us-east-1.amazoncognito.com"],
    ["us-gov-west-1", "https://example-login.auth-fips.us-gov-west-1.amazoncognito.com"],
  ])("exposes the base URL of the hosted UI in %s", (region, url) => {
    expect(exposed(synthDomain(region)).baseUrl).toBe(url);
  });
});
