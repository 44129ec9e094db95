import { type EditableStack, first, issuesOf, readEdited } from "./support/fixture-stacks.ts";

const poolIn = (stacks: Record<string, EditableStack>) =>
  first(stacks["shared-identity"], "aws_cognito_user_pool");

describe("a user pool", () => {
  it("has the second factors that are declared", () => {
    const [pool] = readEdited((stacks) => {
      Object.assign(poolIn(stacks), {
        mfa_configuration: "ON",
        sms_configuration: { external_id: "x", sns_caller_arn: "${aws_iam_role.sms.arn}" },
        email_mfa_configuration: { message: "{####}", subject: "code" },
      });
    }).userPools;

    expect(pool).toMatchObject({ mfa: "ON", secondFactors: ["software-token", "sms", "email"] });
  });

  it("has the sign-in methods that are declared, and the clients that let users choose", () => {
    const [pool] = readEdited((stacks) => {
      Object.assign(poolIn(stacks), {
        sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"] },
        web_authn_configuration: {
          relying_party_id: "example.com",
          user_verification: "required",
        },
      });
      first(stacks.tasks, "aws_cognito_user_pool_client").explicit_auth_flows = [
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_USER_AUTH",
      ];
    }).userPools;

    expect(pool).toMatchObject({
      signInMethods: ["password", "passkey", "email-code"],
      passkeys: { relyingPartyId: "example.com", userVerification: "required" },
    });
    expect(pool?.clients.map(({ choiceBasedSignIn }) => choiceBasedSignIn)).toEqual([false, true]);
  });

  const factors = (...names: string[]) => ({
    sign_in_policy: { allowed_first_auth_factors: names },
  });
  it.each<[string, object]>([
    ['must contain "PASSWORD"', factors("WEB_AUTHN")],
    [
      "contains one-time codes, which AWS rejects",
      { mfa_configuration: "ON", ...factors("PASSWORD", "EMAIL_OTP") },
    ],
    [
      "contains WEB_AUTHN, which AWS rejects",
      { mfa_configuration: "ON", ...factors("PASSWORD", "WEB_AUTHN") },
    ],
    [
      "needs the plan Essentials or Plus for anything but PASSWORD",
      { user_pool_tier: "LITE", ...factors("PASSWORD", "WEB_AUTHN") },
    ],
  ])("is rejected where AWS would reject it: %s", (message, settings) => {
    const issues = issuesOf((stacks) => {
      Object.assign(poolIn(stacks), settings);
    });

    expect(String(issues)).toContain(message);
  });

  it("accepts passkeys that are a second factor too where everybody needs one", () => {
    const [pool] = readEdited((stacks) => {
      Object.assign(poolIn(stacks), {
        mfa_configuration: "ON",
        ...factors("PASSWORD", "WEB_AUTHN"),
        web_authn_configuration: { factor_configuration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
      });
    }).userPools;

    expect(pool?.passkeys?.isSecondFactor).toBe(true);
  });

  it("has identity providers, which its app clients name", () => {
    const { userPools } = readEdited((stacks) => {
      stacks["shared-identity"].resource.aws_cognito_identity_provider = {
        sso: {
          user_pool_id: "${aws_cognito_user_pool.user_pool.id}",
          provider_name: "ExampleSSO",
          provider_type: "SAML",
          provider_details: { MetadataURL: "${var.metadata_url}", IDPSignout: "true" },
          attribute_mapping: { email: "urn:email", "custom:Department": "department" },
          idp_identifiers: ["example.com"],
        },
      };
      first(stacks.tasks, "aws_cognito_user_pool_client").supported_identity_providers = [
        "COGNITO",
        "ExampleSSO",
      ];
    });

    expect(userPools[0]?.identityProviders).toEqual([
      {
        name: "ExampleSSO",
        type: "SAML",
        attributeMapping: { email: "urn:email", "custom:Department": "department" },
        identifiers: ["example.com"],
        // The variable has no value here.
        details: { IDPSignout: "true" },
      },
    ]);
    expect(
      userPools[0]?.clients.map(({ supportedIdentityProviders }) => supportedIdentityProviders),
    ).toEqual([["COGNITO"], ["COGNITO", "ExampleSSO"]]);
  });

  it("has aliases, and triggers whatever function they call", () => {
    const [pool] = readEdited((stacks) => {
      const userPool = poolIn(stacks);
      userPool.username_attributes = undefined;
      Object.assign(userPool, {
        alias_attributes: ["email", "preferred_username"],
        lambda_config: {
          pre_sign_up: "${aws_lambda_function.sign_up.arn}",
          post_confirmation: null,
          pre_token_generation_config: {
            lambda_arn: "${module.functions.arn}",
            lambda_version: "V2_0",
          },
        },
      });
    }).userPools;

    expect(pool).toMatchObject({
      usernameAttributes: [],
      aliasAttributes: ["email", "preferred_username"],
      preTokenGeneration: "V2_0",
      otherTriggers: ["pre_sign_up"],
    });
  });

  it("has the trigger's function where the source contains its code", () => {
    const [pool] = readEdited((stacks) => {
      poolIn(stacks).lambda_config = {
        pre_token_generation_config: {
          lambda_arn: "${aws_lambda_function.claims.arn}",
          lambda_version: "V2_0",
        },
      };
      Object.assign(stacks["shared-identity"].resource, {
        aws_s3_bucket: { code: { bucket_prefix: "code-" } },
        aws_s3_object: {
          zip: { bucket: "${aws_s3_bucket.code.id}", key: "claims.zip", content_base64: "UEsF" },
        },
        aws_lambda_function: {
          claims: {
            function_name: "claims",
            role: "${aws_iam_role.claims.arn}",
            s3_bucket: "${aws_s3_bucket.code.id}",
            s3_key: "${aws_s3_object.zip.key}",
            handler: "index.handler",
            runtime: "nodejs24.x",
            timeout: 5,
            environment: { variables: { TIER: "gold" } },
          },
        },
      });
    }).userPools;

    expect(pool?.preTokenGenerationFunction).toEqual({
      name: "claims",
      functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:claims",
      handler: "index.handler",
      zip: "UEsF",
      environment: { TIER: "gold" },
      timeoutSeconds: 5,
      memoryMiB: 128,
    });
  });

  it("sends the first version of the event without the newer block", () => {
    const [pool] = readEdited((stacks) => {
      poolIn(stacks).lambda_config = { pre_token_generation: "${aws_lambda_function.f.arn}" };
    }).userPools;

    expect(pool).toMatchObject({ preTokenGeneration: "V1_0", otherTriggers: [] });
  });

  it.each(["V2_0", "V3_0"])("of plan Lite cannot have %s, as in AWS", (lambda_version) => {
    const issues = issuesOf((stacks) => {
      Object.assign(poolIn(stacks), {
        user_pool_tier: "LITE",
        lambda_config: { pre_token_generation_config: { lambda_arn: "x", lambda_version } },
      });
    });

    expect(issues).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `lambda_config.pre_token_generation_config.lambda_version "${lambda_version}": needs the plan Essentials or Plus`,
        ),
      ),
    );
  });
});
