import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { certificateDomainSchema } from "./host-name";

/** Certificate of the HTTPS listener. */
export const certificateSchema = field.variant([
  field.object({
    /** A new certificate for all host names, validated by DNS records in the hosted zone. */
    type: z.literal("new"),
  }),
  field.object({
    /** A certificate that is in Certificate Manager already, such as an imported one or a wildcard. */
    type: z.literal("existing"),
    /** ARN of the certificate. It must cover every host name, which nothing checks before browsers do. @default - none: domain */
    arn: field
      .string(
        matches(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
          "must be the ARN of a certificate",
          "copy it from Certificate Manager in the region of the environment",
        ),
      )
      .optional(),
    /** Main domain of the certificate, such as `*.example.com`: every plan takes the newest issued certificate of that domain. It must cover every host name too. @default - none: arn */
    domain: certificateDomainSchema.optional(),
  }),
]);
