import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { pngLogo } from "../fixtures/png-logo";
import type { seedEnvironment } from "../fixtures/seed";
import { cognitoRequest, createAddressRecord } from "./emulated-aws";
import type { orderedSteps } from "./steps";
import type { Workbench } from "./workbench";

/** What the steps share with the suite that runs them. */
export interface SuiteContext {
  readonly bench: () => Workbench;
  readonly seed: () => ReturnType<typeof seedEnvironment>;
  /** Changes settings of the seed's identity. */
  readonly synthesize: (settings: object) => void;
  readonly describePool: () => Promise<Readonly<Record<string, unknown>>>;
}

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Moves a pool with a prefix to a domain of its own, with pages, messages and a sender of its own. */
export function ownPagesSteps(
  step: ReturnType<typeof orderedSteps>,
  { bench, seed, synthesize, describePool }: SuiteContext,
): void {
  const identity = () => bench().stack("shared-identity");

  /** A domain of its own, a branded hosted UI, messages, and SES. */
  const ownPages = (domain: object = {}) => ({
    domain: {
      hostName: "login.example.com",
      hostedZone: { id: bench().hostedZoneId, name: "example.com" },
      previousPrefix: seed().identity.domain.prefix,
      ...domain,
    },
    pages: {
      type: "hosted-ui",
      css: "__tests__/fixtures/branding/login.css",
      logo: pngLogo,
    },
    messages: {
      invitation: {},
      verification: { type: "link", body: "Please {##confirm your address##}" },
    },
    email: {
      type: "ses",
      identityArn: "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
      from: "Example <login@example.com>",
      replyTo: "help@example.com",
    },
  });

  step("a domain of its own is rejected while the name above it has no record", async () => {
    synthesize({ threatProtection: "enforced", ...ownPages() });

    expect((await identity().plan()).errors).toEqual([
      expect.stringContaining("has no A record for example.com, the name above login.example.com"),
    ]);
  });

  step(
    "domain, pages, messages and sender are applied, with the prefix's domain kept",
    async () => {
      await createAddressRecord(bench().aws, bench().hostedZoneId, "example.com");
      expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

      expect(await describePool()).toMatchObject({
        AdminCreateUserConfig: {
          InviteMessageTemplate: {
            EmailSubject: "Your account for tasks.example.com",
            EmailMessage: expect.stringContaining("https://tasks.example.com"),
          },
        },
        VerificationMessageTemplate: {
          DefaultEmailOption: "CONFIRM_WITH_LINK",
          EmailMessageByLink: "Please {##confirm your address##}",
        },
        EmailConfiguration: {
          EmailSendingAccount: "DEVELOPER",
          From: "Example <login@example.com>",
          ReplyToEmailAddress: "help@example.com",
        },
      });
      const { user_pool_id: UserPoolId, user_pool_domain_base_url } = await identity().outputs();
      expect(user_pool_domain_base_url).toBe("https://login.example.com");
      const { UICustomization } = await cognitoRequest(bench().aws, "GetUICustomization", {
        UserPoolId,
      });
      expect(UICustomization).toMatchObject({
        CSS: readFileSync("__tests__/fixtures/branding/login.css", "utf8"),
        ImageUrl: expect.stringContaining(sha256(readFileSync(pngLogo))),
      });
      const { DomainDescription: own } = await cognitoRequest(
        bench().aws,
        "DescribeUserPoolDomain",
        {
          Domain: "login.example.com",
        },
      );
      expect(own).toMatchObject({
        UserPoolId,
        CustomDomainConfig: { CertificateArn: expect.stringContaining(":certificate/") },
      });
      const { DomainDescription: previous } = await cognitoRequest(
        bench().aws,
        "DescribeUserPoolDomain",
        { Domain: seed().identity.domain.prefix },
      );
      expect(previous).toMatchObject({ UserPoolId });
      expect(await identity().plan()).toMatchObject(emptyPlan);
    },
  );

  step("the domain of the prefix is removed alone once applications have moved", async () => {
    synthesize({ threatProtection: "enforced", ...ownPages({ previousPrefix: undefined }) });

    const { changes } = await identity().plan();
    expect(changes).toEqual([
      { address: expect.stringMatching(/^aws_cognito_user_pool_domain\./), action: "delete" },
    ]);
    expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });
}
