import * as z from "zod";
import { number } from "./builders.ts";

/**
 * What data sources find. Loose, because a state has all of it, and Terraform's mocks only what somebody
 * has set.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/lb_listener
 */
export const existingListenerSchema = z.looseObject({
  arn: z.string().optional(),
  port: number.optional(),
  protocol: z.string().optional(),
  certificate_arn: z.string().optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/lb */
export const existingLoadBalancerSchema = z.looseObject({
  arn: z.string().optional(),
  dns_name: z.string().optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/acm_certificate */
export const existingCertificateSchema = z.looseObject({
  arn: z.string().optional(),
  domain: z.string().optional(),
});
