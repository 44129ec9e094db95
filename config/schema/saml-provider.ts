import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { providerFields } from "./provider-fields";

/** A company's identity provider that speaks SAML 2.0, such as Entra ID, Okta or ADFS. */
export const samlProviderSchema = field.object({
  /** A SAML 2.0 provider, such as Entra ID or Okta. */
  type: z.literal("saml"),
  /** URL of the provider's metadata. Cognito reads it again every few hours, so that a new certificate is no change here. @default - none: metadataFile */
  metadataUrl: field
    .string(
      matches(
        /^https:\/\/[^\s]{1,2040}$/,
        "must be a URL that begins with https://, where Cognito can read the metadata",
        "copy the metadata URL from the provider's settings; for a downloaded file, use metadataFile",
      ),
    )
    .optional(),
  /** The metadata itself, an XML document: `readFileSync("metadata.xml", "utf8")`. It must be replaced before the provider's certificate expires. @default - none: metadataUrl */
  metadataFile: field
    .string(
      matches(/^\s*</, "must be the XML of the metadata, not the path of a file", (path) =>
        /^https?:/.test(path)
          ? "use metadataUrl for a URL"
          : `read the file: readFileSync(${JSON.stringify(path.length < 200 ? path : "metadata.xml")}, "utf8")`,
      ),
    )
    .optional(),
  /** Sign requests to the provider (rsa-sha256), for providers that demand it. @default false */
  signRequests: field.boolean().default(false),
  /** Require the provider to encrypt its assertions with Cognito's certificate. @default false */
  encryptAssertions: field.boolean().default(false),
  /** Sign-out at the application signs users out of the provider as well. @default false */
  signOut: field.boolean().default(false),
  /** Domains of email addresses, or other names, at most 50. Users then enter their email address instead of choosing the provider from a list. @default - none */
  identifiers: field
    .list(
      field.string(
        matches(
          /^[\w\s+=.@-]{1,40}$/,
          "must be 1 to 40 letters, digits, spaces and _+=.@-",
          'write it like "example.com"',
        ),
      ),
      { max: 50 },
    )
    .default(() => []),
  /** Sign-in that begins at the provider. It cannot work behind a load balancer, so only `false` is valid. @default false */
  idpInitiated: field
    .boolean({
      passes: (value) => !value,
      message:
        "must be false: a sign-in that begins at the provider reaches the load balancer without the cookie of a sign-in that it began itself, and the load balancer returns 401",
      fix: "remove it, and give the provider's portal a bookmark or link to the application's URL, which begins the sign-in (docs/identity-providers.md)",
    })
    .default(false),
  ...providerFields,
});
