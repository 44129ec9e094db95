import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { CognitoManagedLoginBranding } from "@cdktf/provider-aws/lib/cognito-managed-login-branding";
import { newerThanProvider5, withoutNewerParts } from "./newer-than-provider";

const certificate = (type: string) => ({ a: { domain_name: type, region: "us-east-1" } });

describe("the parts of a stack that provider 5 does not know", () => {
  it("are left out, and listed", () => {
    const branding = "aws_cognito_managed_login_branding.tasks";
    const { stack, removed } = withoutNewerParts({
      provider: { aws: [{ region: "eu-central-1" }] },
      resource: {
        aws_cognito_managed_login_branding: { tasks: { client_id: "x" } },
        aws_acm_certificate: certificate("login.example.com"),
        aws_route53_record: {
          alone: { name: "a", depends_on: [branding] },
          both: { name: "b", depends_on: [branding, "aws_lb.main"] },
        },
        aws_lb_listener_rule: {
          api: {
            priority: 1,
            action: [{ type: "jwt-validation", jwt_validation: {} }, { type: "forward" }],
          },
          web: { priority: 2, action: [{ type: "forward" }] },
        },
        aws_lambda_function: { new: { runtime: "nodejs24.x" }, old: { runtime: "nodejs22.x" } },
      },
    });
    expect(stack).toEqual({
      provider: { aws: [{ region: "eu-central-1" }] },
      resource: {
        aws_acm_certificate: { a: { domain_name: "login.example.com" } },
        aws_route53_record: {
          alone: { name: "a" },
          both: { name: "b", depends_on: ["aws_lb.main"] },
        },
        aws_lb_listener_rule: {
          api: { priority: 1, action: [{ type: "forward" }] },
          web: { priority: 2, action: [{ type: "forward" }] },
        },
        aws_lambda_function: { new: { runtime: "nodejs22.x" }, old: { runtime: "nodejs22.x" } },
      },
    });
    expect(removed).toEqual([
      branding,
      "aws_acm_certificate.a.region",
      "aws_lb_listener_rule.api.action.jwt-validation",
      "aws_lambda_function.new.runtime",
    ]);
  });

  it("are none in a stack that has none", () => {
    const emitted = { resource: { aws_s3_bucket: certificate("region is no argument of ours") } };
    expect(withoutNewerParts(emitted)).toEqual({ stack: emitted, removed: [] });
  });

  it("have the names that the bindings have", () => {
    expect(newerThanProvider5.resourceTypes).toContain(CognitoManagedLoginBranding.tfResourceType);
    expect(newerThanProvider5.resourceArguments).toHaveProperty(AcmCertificate.tfResourceType);
  });
});
