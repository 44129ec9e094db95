import type { PageStyles } from "../model/sign-in-pages.ts";
import type { ResourceReader } from "./resource-reader.ts";
import {
  hasPlainLook,
  managedLoginBrandingSchema,
  styleOwnerSchema,
  uiCustomizationSchema,
} from "./schemas/sign-in-pages.ts";

/** The styles of the pages of all user pools, by the id of their pool. */
export function readPageStyles(reader: ResourceReader): (poolId: string) => PageStyles {
  const customization = "aws_cognito_user_pool_ui_customization";
  const branding = "aws_cognito_managed_login_branding";
  const hasExpressions = (declared: Readonly<Record<string, unknown>>) => !hasPlainLook(declared);
  const hostedUi = [
    ...reader
      .readWhere(customization, uiCustomizationSchema, hasPlainLook)
      .map(({ attributes: { user_pool_id, client_id, css, image_file } }) => ({
        poolId: user_pool_id,
        clientId: client_id,
        css,
        logo: image_file,
      })),
    ...reader
      .readWhere(customization, styleOwnerSchema, hasExpressions)
      .map(({ attributes: { user_pool_id, client_id } }) => ({
        poolId: user_pool_id,
        clientId: client_id,
        css: undefined,
        logo: undefined,
      })),
  ];
  const managedLogin = [
    ...reader
      .readWhere(branding, managedLoginBrandingSchema, hasPlainLook)
      .map(({ attributes: { user_pool_id, client_id, settings = {}, asset } }) => ({
        poolId: user_pool_id,
        clientId: client_id,
        settings,
        assets: asset.flatMap(({ category, color_mode, extension, bytes }) =>
          bytes === undefined ? [] : [{ category, colorMode: color_mode, extension, bytes }],
        ),
      })),
    ...reader
      .readWhere(branding, styleOwnerSchema, hasExpressions)
      .map(({ attributes: { user_pool_id, client_id } }) => ({
        poolId: user_pool_id,
        clientId: client_id,
        settings: {},
        assets: [],
      })),
  ];
  return (poolId) => ({
    hostedUi: hostedUi.filter((style) => style.poolId === poolId),
    managedLogin: managedLogin.filter((style) => style.poolId === poolId),
  });
}
