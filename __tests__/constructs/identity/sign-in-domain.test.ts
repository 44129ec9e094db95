import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { SignInDomain } from "../../../constructs/identity/sign-in-domain";
import type { UserPool } from "../../../constructs/identity/user-pool";
import { expose, exposed, resources, synthStack } from "../../support/synth";

const userPool = { id: "eu-central-1_pool" } as UserPool;

const synthDomain = (region: string) =>
  synthStack((stack) => {
    const { domain, signInUrl } = new SignInDomain(stack, "sign_in_domain", {
      userPool,
      prefix: "example-login",
      region,
    });
    expose(stack, { domain, signInUrl });
  });

describe(SignInDomain, () => {
  it("makes one domain by prefix, with the classic pages that need no branding", () => {
    expect(resources(synthDomain("eu-central-1"), CognitoUserPoolDomain)).toEqual([
      { user_pool_id: "eu-central-1_pool", domain: "example-login", managed_login_version: 1 },
    ]);
  });

  it("gives the domain as a reference, so that whoever uses it waits for it", () => {
    expect(exposed(synthDomain("eu-central-1")).domain).toBe(
      "${aws_cognito_user_pool_domain.sign_in_domain_B3D1EA95.domain}",
    );
  });

  it.each([
    ["eu-central-1", "https://example-login.auth.eu-central-1.amazoncognito.com"],
    ["us-east-1", "https://example-login.auth.us-east-1.amazoncognito.com"],
    ["us-gov-west-1", "https://example-login.auth-fips.us-gov-west-1.amazoncognito.com"],
  ])("knows where the sign-in pages are in %s", (region, url) => {
    expect(exposed(synthDomain(region)).signInUrl).toBe(url);
  });
});
