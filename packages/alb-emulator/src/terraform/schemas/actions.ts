import * as z from "zod";
import { block, blocks, boolean, ignoring, number } from "./builders.ts";
import { secret } from "./secrets.ts";

const loginSettings = {
  scope: z.string().default("openid"),
  session_cookie_name: z.string().default("AWSELBAuthSessionCookie"),
  session_timeout: number.default(604_800),
  on_unauthenticated_request: z.enum(["authenticate", "deny", "allow"]).default("authenticate"),
  authentication_request_extra_params: z.record(z.string(), z.string()).default({}),
};

const authenticateCognito = z.strictObject({
  ...loginSettings,
  user_pool_arn: z.string(),
  user_pool_client_id: z.string(),
  user_pool_domain: z.string(),
});

const authenticateOidc = z.strictObject({
  ...loginSettings,
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  user_info_endpoint: z.string(),
  client_id: z.string(),
  client_secret: secret,
});

const actionTypes = [
  "authenticate-cognito",
  "authenticate-oidc",
  "jwt-validation",
  "forward",
  "redirect",
  "fixed-response",
] as const;

const forward = z.strictObject({
  target_group: blocks(z.strictObject({ arn: z.string(), weight: number.default(1) })),
  stickiness: block(
    z.strictObject({
      enabled: boolean.default(false),
      duration: number.optional(),
    }),
  ).optional(),
});

const jwtValidation = z.strictObject({
  issuer: z.string(),
  jwks_endpoint: z.string(),
  additional_claim: blocks(
    z.strictObject({
      name: z.string(),
      format: z.enum(["single-string", "string-array", "space-separated-values"]),
      values: z.array(z.string()),
    }),
  ).default([]),
});

const redirect = z.strictObject({
  status_code: z.enum(["HTTP_301", "HTTP_302"]),
  protocol: z.string().default("#{protocol}"),
  host: z.string().default("#{host}"),
  port: z.union([z.string(), z.number().transform(String)]).default("#{port}"),
  path: z.string().default("/#{path}"),
  query: z.string().default("#{query}"),
});

const fixedResponse = z.strictObject({
  status_code: number,
  content_type: z.string().optional(),
  message_body: z.string().optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule#action-blocks */
export const actionSchema = z.strictObject({
  type: z.enum(
    actionTypes,
    `the emulator supports ${actionTypes.slice(0, -1).join(", ")} and ${actionTypes.at(-1)}`,
  ),
  order: number.optional(),
  target_group_arn: z.string().optional(),
  authenticate_cognito: block(authenticateCognito).optional(),
  authenticate_oidc: block(authenticateOidc).optional(),
  jwt_validation: block(jwtValidation).optional(),
  forward: block(forward).optional(),
  redirect: block(redirect).optional(),
  fixed_response: block(fixedResponse).optional(),
});

export type TerraformAction = z.infer<typeof actionSchema>;

const values = z.strictObject({ values: z.array(z.string()).min(1) });

const patterns = z.strictObject({
  values: z.array(z.string()).default([]),
  regex_values: z.array(z.string()).default([]),
});

const eitherMessage = "must have either values or regex_values";

function isEither({ values, regex_values }: z.infer<typeof patterns>): boolean {
  return values.length > 0 !== regex_values.length > 0;
}

const patternsOnly = patterns.refine(isEither, eitherMessage);
const headerPatterns = patterns
  .extend({ http_header_name: z.string() })
  .refine(isEither, eitherMessage);

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule#condition-blocks */
export const conditionSchema = z.strictObject({
  host_header: block(patternsOnly).optional(),
  path_pattern: block(patternsOnly).optional(),
  http_request_method: block(values).optional(),
  source_ip: block(values.extend(ignoring("ip_address_type"))).optional(),
  http_header: block(headerPatterns).optional(),
  query_string: blocks(
    z.strictObject({ key: z.string().optional(), value: z.string() }),
  ).optional(),
});

export type TerraformCondition = z.infer<typeof conditionSchema>;

const rewrite = block(
  z.strictObject({
    rewrite: block(z.strictObject({ regex: z.string(), replace: z.string() })),
  }),
);

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule#transform-blocks */
export const transformSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("host-header-rewrite"),
    host_header_rewrite_config: rewrite,
  }),
  z.strictObject({ type: z.literal("url-rewrite"), url_rewrite_config: rewrite }),
]);

export type TerraformTransform = z.infer<typeof transformSchema>;
