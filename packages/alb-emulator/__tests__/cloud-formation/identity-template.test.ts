import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudFormationTemplates } from "../../src/sources/cloud-formation/cloud-formation-templates.ts";

const templates = join(__dirname, "..", "fixtures", "templates");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alb-emulator-template-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a template with a user pool", () => {
  it("reads second factors, aliases, identity providers and triggers", async () => {
    const file = join(folder, "identity.yaml");
    const text = readFileSync(join(templates, "identity.yaml"), "utf8")
      .replace(
        "MfaConfiguration: OFF",
        "MfaConfiguration: ON\n      EnabledMfas: [SOFTWARE_TOKEN_MFA]",
      )
      .replace("UsernameAttributes: [email]", "AliasAttributes: [email]")
      .replace(
        "      AdminCreateUserConfig:",
        `      WebAuthnRelyingPartyID: example.com
      WebAuthnUserVerification: required
      WebAuthnFactorConfiguration: MULTI_FACTOR_WITH_USER_VERIFICATION
      LambdaConfig:
        PostConfirmation: !GetAtt Confirmed.Arn
        PreTokenGenerationConfig:
          LambdaArn: !GetAtt Tokens.Arn
          LambdaVersion: V3_0
      AdminCreateUserConfig:`,
      )
      .replace(
        "  Readers:\n",
        `  Google:
    Type: AWS::Cognito::UserPoolIdentityProvider
    Properties:
      UserPoolId: !Ref UserPool
      ProviderName: Google
      ProviderType: Google
      ProviderDetails: { client_id: x, client_secret: !Ref Secret, authorize_scopes: email }
      AttributeMapping: { email: email, "custom:Department": hd }
  Readers:
`,
      );
    writeFileSync(file, text);

    const files = [file, join(templates, "notes.yaml")];
    const [pool] = (await cloudFormationTemplates(files, { region: "eu-central-1" }).read())
      .userPools;

    expect(pool).toMatchObject({
      mfa: "ON",
      secondFactors: ["software-token"],
      passkeys: {
        relyingPartyId: "example.com",
        userVerification: "required",
        isSecondFactor: true,
      },
      aliasAttributes: ["email"],
      preTokenGeneration: "V3_0",
      otherTriggers: ["post_confirmation"],
      identityProviders: [
        {
          name: "Google",
          type: "Google",
          attributeMapping: { email: "email", "custom:Department": "hd" },
          identifiers: [],
        },
      ],
    });
  });

  it("reads the styles of both generations of pages", async () => {
    const file = join(folder, "identity.yaml");
    const text = readFileSync(join(templates, "identity.yaml"), "utf8").replace(
      "  Readers:\n",
      `  Branding:
    Type: AWS::Cognito::ManagedLoginBranding
    Properties:
      UserPoolId: !Ref UserPool
      ClientId: 1example23456789client0001
      ReturnMergedResources: true
      Settings: { components: { primaryButton: { lightMode: { defaults: { backgroundColor: 0f766eff } } } } }
      Assets: [{ Category: FORM_LOGO, ColorMode: DYNAMIC, Extension: SVG, Bytes: PHN2Zy8+ }]
  Classic:
    Type: AWS::Cognito::UserPoolUICustomizationAttachment
    Properties:
      UserPoolId: !Ref UserPool
      ClientId: ALL
      CSS: ".label-customizable {}"
  Readers:
`,
    );
    writeFileSync(file, text);

    const files = [file, join(templates, "notes.yaml")];
    const [pool] = (await cloudFormationTemplates(files, { region: "eu-central-1" }).read())
      .userPools;

    expect(pool?.pageStyles).toMatchObject({
      hostedUi: [{ clientId: "ALL", css: ".label-customizable {}" }],
      managedLogin: [
        {
          clientId: "1example23456789client0001",
          settings: {
            components: {
              primaryButton: { lightMode: { defaults: { backgroundColor: "0f766eff" } } },
            },
          },
          assets: [{ category: "FORM_LOGO", extension: "SVG", bytes: Buffer.from("<svg/>") }],
        },
      ],
    });
  });
});
