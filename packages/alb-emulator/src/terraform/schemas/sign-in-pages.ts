import * as z from "zod";
import { blocks, boolean, ignoring, jsonText, metaArguments } from "./builders.ts";

const base64 = z.string().transform((text) => Buffer.from(text, "base64"));

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_user_pool_ui_customization */
export const uiCustomizationSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("css_version", "image_url"),
  user_pool_id: z.string(),
  client_id: z.string().default("ALL"),
  css: z.string().optional(),
  image_file: base64.optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cognito_managed_login_branding */
export const managedLoginBrandingSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("managed_login_branding_id", "settings_all"),
  user_pool_id: z.string(),
  client_id: z.string(),
  settings: jsonText(z.record(z.string(), z.unknown())).optional(),
  use_cognito_provided_values: boolean.optional(),
  asset: blocks(
    z.strictObject({
      ...ignoring("resource_id"),
      category: z.string(),
      color_mode: z.enum(["DARK", "DYNAMIC", "LIGHT"]),
      extension: z.enum(["ICO", "JPEG", "PNG", "SVG", "WEBP"]),
      bytes: base64.optional(),
    }),
  ).default([]),
});

const look = ["asset", "css", "image_file", "settings", "use_cognito_provided_values"] as const;

/** Of a style whose values the emulator cannot know: that it exists, and whose it is. */
export const styleOwnerSchema = z.strictObject({
  ...metaArguments,
  ...ignoring(...look, "css_version", "image_url", "managed_login_branding_id", "settings_all"),
  user_pool_id: z.string(),
  client_id: z.string().default("ALL"),
});

/** Whether every value of the look is plain: an expression such as `file("logo.png")` is not evaluated. */
export function hasPlainLook(declared: Readonly<Record<string, unknown>>): boolean {
  return look.every((name) => !JSON.stringify(declared[name] ?? null).includes("${"));
}
