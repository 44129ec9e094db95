import { permissionsOf } from "../../support/delivery-roles";
import { listed } from "../../support/iam-policy";
import { onGithub, synthDelivery } from "./synth-delivery";

const plain = synthDelivery();
const company = synthDelivery(onGithub, {
  identity: {
    domain: {
      hostName: "login.example.com",
      hostedZone: { id: "ZLOGIN", name: "example.com" },
    },
    pages: { type: "managed-login" },
    email: {
      type: "ses",
      identityArn: "arn:aws:ses:eu-central-1:111122223333:identity/example.com",
      from: "login@example.com",
    },
  },
});

const actionsOf = (json: string, purpose: "apply" | "plan") =>
  permissionsOf(json, purpose)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => listed(Action));

describe("the roles of a pipeline whose users sign in at a domain of its own", () => {
  it.each([
    ["apply", "cloudfront:UpdateDistribution"],
    ["apply", "cognito-idp:CreateManagedLoginBranding"],
    ["apply", "cognito-idp:SetUICustomization"],
    ["plan", "cognito-idp:DescribeManagedLoginBranding"],
    ["plan", "cognito-idp:GetUICustomization"],
  ] as const)("may %s with %s, and others may not", (purpose, action) => {
    expect(actionsOf(company, purpose)).toContain(action);
    expect(actionsOf(plain, purpose)).not.toContain(action);
  });

  it("request certificates in us-east-1, write records in the domain's zone, and let Cognito send", () => {
    const statements = JSON.stringify(permissionsOf(company, "apply"));

    expect(statements).toContain('"aws:RequestedRegion":"us-east-1"');
    expect(statements).toContain(":acm:us-east-1:");
    expect(statements).toContain("hostedzone/ZLOGIN");
    expect(statements).toContain('"iam:AWSServiceName":"email.cognito-idp.amazonaws.com"');
  });
});
