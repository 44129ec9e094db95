import { DataAwsCognitoUserPool } from "@cdktf/provider-aws/lib/data-aws-cognito-user-pool";
import {
  ExistingUserPool,
  type ExistingUserPoolProps,
} from "../../../constructs/identity/existing-user-pool";
import { dataSources, expose, exposed, resourceCounts, synthStack } from "../../support/synth";

const synthPool = (domain: ExistingUserPoolProps["domain"]) =>
  synthStack((stack) => {
    const pool = new ExistingUserPool(stack, "user_pool", {
      userPoolId: "eu-central-1_Existing1",
      region: "eu-central-1",
      domain,
    });
    const { userPoolId, userPoolArn, userPoolEndpoint, baseUrl } = pool;
    expose(stack, { userPoolId, userPoolArn, userPoolEndpoint, baseUrl, domain: pool.domain });
  });

describe(ExistingUserPool, () => {
  it("creates nothing, and looks the pool up", () => {
    const json = synthPool({ prefix: "company-login" });

    expect(resourceCounts(json)).toEqual({});
    expect(dataSources(json, DataAwsCognitoUserPool)).toEqual([
      expect.objectContaining({ user_pool_id: "eu-central-1_Existing1" }),
    ]);
    expect(exposed(json)).toMatchObject({
      userPoolId: "eu-central-1_Existing1",
      userPoolArn: expect.stringMatching(/^\$\{data\.aws_cognito_user_pool\.\w+\.arn\}$/),
      userPoolEndpoint: "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Existing1",
    });
  });

  it.each([
    [
      { prefix: "company-login" },
      'self.domain == "company-login"',
      "company-login",
      "https://company-login.auth.eu-central-1.amazoncognito.com",
    ],
    [
      { hostName: "login.example.com" },
      'self.custom_domain == "login.example.com"',
      "login.example.com",
      "https://login.example.com",
    ],
  ])("signs in at %j, which the pool must have", (given, condition, domain, baseUrl) => {
    const json = synthPool(given);

    expect(exposed(json)).toMatchObject({ domain, baseUrl });
    expect(dataSources(json, DataAwsCognitoUserPool)).toEqual([
      expect.objectContaining({
        lifecycle: {
          postcondition: [
            {
              condition: `\${${condition}}`,
              error_message: expect.stringContaining(`does not have the domain ${domain}`),
            },
          ],
        },
      }),
    ]);
  });
});
