import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { DataAwsRoute53Records } from "@cdktf/provider-aws/lib/data-aws-route53-records";
import { DataAwsRoute53Zone } from "@cdktf/provider-aws/lib/data-aws-route53-zone";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { SharedIdentityStack } from "../../stacks/shared-identity-stack";
import {
  dataSources,
  parse,
  reference,
  resource,
  resourceCounts,
  resources,
  resourcesByName,
} from "../support/synth";
import { synthApplication, synthIdentity, testEnvironment } from "../support/synth-environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
const ownDomain = (domain: object = {}) =>
  testEnvironment({
    identity: { domain: { hostName: "login.example.com", hostedZone, ...domain } },
  });

describe(`${SharedIdentityStack.name} with a domain of its own`, () => {
  const json = synthIdentity(ownDomain());

  it("creates a pool, its domain, a certificate and two records", () => {
    expect(resourceCounts(json)).toEqual({
      aws_cognito_user_pool: 1,
      aws_cognito_user_pool_domain: 1,
      aws_acm_certificate: 1,
      aws_acm_certificate_validation: 1,
      aws_route53_record: 2,
    });
  });

  it("requests the certificate in us-east-1 with the one provider of the stack", () => {
    expect(resource(json, AcmCertificate)).toEqual({
      domain_name: "login.example.com",
      subject_alternative_names: [],
      validation_method: "DNS",
      region: "us-east-1",
      lifecycle: { create_before_destroy: true },
    });
    expect(resource(json, AcmCertificateValidation)).toMatchObject({ region: "us-east-1" });
    expect(parse(json).provider?.aws).toHaveLength(1);
  });

  it("keeps the validation record when the certificate is replaced", () => {
    expect(resource(json, Route53Record, "own_domain_certificate")).toMatchObject({
      zone_id: hostedZone.id,
      allow_overwrite: true,
      lifecycle: { ignore_changes: ["name", "type", "records"] },
    });
  });

  it("gives the validated certificate to the domain", () => {
    expect(resource(json, CognitoUserPoolDomain)).toEqual({
      user_pool_id: expect.stringMatching(/^\$\{aws_cognito_user_pool\..+\.id\}$/),
      domain: "login.example.com",
      certificate_arn: reference(json, AcmCertificateValidation, "certificate_arn"),
      managed_login_version: 1,
      depends_on: [expect.stringMatching(/^data\.aws_route53_records\./)],
    });
  });

  it("points the host name to the domain's distribution", () => {
    expect(resource(json, Route53Record, "own_domain_record")).toEqual({
      zone_id: hostedZone.id,
      name: "login.example.com",
      type: "A",
      alias: {
        name: reference(json, CognitoUserPoolDomain, "cloudfront_distribution"),
        zone_id: reference(json, CognitoUserPoolDomain, "cloudfront_distribution_zone_id"),
        evaluate_target_health: false,
      },
    });
  });

  it("looks the record of the name above up, which Cognito requires", () => {
    expect(dataSources(json, DataAwsRoute53Records)).toEqual([
      {
        zone_id: hostedZone.id,
        lifecycle: {
          postcondition: [
            {
              condition:
                '${anytrue([for record in self.resource_record_sets : contains(["example.com.", "\\\\052.com."], record.name) && contains(["A", "CNAME"], record.type)])}',
              error_message: expect.stringContaining(
                "has no A record for example.com, the name above login.example.com",
              ),
            },
          ],
        },
      },
    ]);
  });

  it("checks the hosted zone, and says whose records would be missing", () => {
    expect(JSON.stringify(dataSources(json, DataAwsRoute53Zone))).toContain(
      "so DNS records of the user pool domain would be missing there",
    );
  });

  it("publishes the host name, for the listener and for the container", () => {
    expect(parse(json).output).toMatchObject({
      user_pool_domain: { value: reference(json, CognitoUserPoolDomain, "domain") },
      user_pool_domain_base_url: { value: "https://login.example.com" },
    });
    const [listener] = resources(synthApplication(ownDomain()), LbListener).filter(
      ({ protocol }) => protocol === "HTTPS",
    );
    expect(JSON.stringify(listener)).toContain(".outputs.user_pool_domain}");
  });

  it("keeps the domain of a prefix at its Terraform address while applications move", () => {
    const before = synthIdentity(testEnvironment());
    const during = synthIdentity(ownDomain({ previousPrefix: "test-login" }));

    expect(resourcesByName(during, CognitoUserPoolDomain)).toMatchObject(
      resourcesByName(before, CognitoUserPoolDomain),
    );
    expect(resources(during, CognitoUserPoolDomain)).toHaveLength(2);
    expect(parse(during).output?.user_pool_domain_base_url?.value).toBe(
      "https://login.example.com",
    );
  });
});
