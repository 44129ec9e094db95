import { readFileSync } from "node:fs";
import { CognitoManagedLoginBranding } from "@cdktf/provider-aws/lib/cognito-managed-login-branding";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { CognitoUserPoolDomain } from "@cdktf/provider-aws/lib/cognito-user-pool-domain";
import { CognitoUserPoolUiCustomization } from "@cdktf/provider-aws/lib/cognito-user-pool-ui-customization";
import type { EnvironmentInput } from "../../config/schema/environment";
import { pngLogo } from "../fixtures/png-logo";
import { type Block, jsonText, reference, resource, resources } from "../support/synth";
import {
  minimalApplication,
  synthApplication,
  synthIdentity,
  testEnvironment,
} from "../support/synth-environment";

const folder = "__tests__/fixtures/branding";
const base64 = (name: string) =>
  readFileSync(`__tests__/fixtures/branding/${name}`).toString("base64");

type Pages = NonNullable<Extract<EnvironmentInput["identity"], { pages?: unknown }>["pages"]>;

const withPages = (pages: Pages, application = {}) =>
  testEnvironment({
    identity: { domain: { prefix: "test-login" }, pages },
    applications: { app: { ...minimalApplication, ...application } },
  } as Partial<EnvironmentInput>);

describe("the hosted UI", () => {
  it("gets style sheet and logo for every app client, once the pool has its domain", () => {
    const json = synthIdentity(
      withPages({ type: "hosted-ui", css: `${folder}/login.css`, logo: pngLogo }),
    );

    expect(resources(json, CognitoUserPoolUiCustomization)).toEqual([
      {
        user_pool_id: reference(json, CognitoUserPoolDomain, "user_pool_id"),
        client_id: "ALL",
        css: readFileSync("__tests__/fixtures/branding/login.css", "utf8"),
        image_file: readFileSync(pngLogo).toString("base64"),
      },
    ]);
    expect(resource(json, CognitoUserPoolDomain)).toMatchObject({ managed_login_version: 1 });
  });

  it("is what a pool without pages has, byte by byte", () => {
    const environment = withPages({ type: "hosted-ui" });

    expect(synthIdentity(environment)).toBe(synthIdentity(testEnvironment()));
    expect(synthApplication(environment)).toBe(synthApplication(testEnvironment()));
  });
});

describe("managed login", () => {
  const branding = (pages: Omit<Extract<Pages, { type: "managed-login" }>, "type">): Block => {
    const json = synthApplication(withPages({ type: "managed-login", ...pages }));
    return resource(json, CognitoManagedLoginBranding);
  };

  it("is version 2 of the domain's pages, without customization of the hosted UI", () => {
    const json = synthIdentity(withPages({ type: "managed-login" }));

    expect(resource(json, CognitoUserPoolDomain)).toMatchObject({ managed_login_version: 2 });
    expect(resources(json, CognitoUserPoolUiCustomization)).toEqual([]);
  });

  it("has Cognito's values where the environment has no files", () => {
    const json = synthApplication(withPages({ type: "managed-login" }));

    expect(resources(json, CognitoManagedLoginBranding)).toEqual([
      {
        user_pool_id: expect.stringContaining(".outputs.user_pool_id}"),
        client_id: reference(json, CognitoUserPoolClient, "id"),
        use_cognito_provided_values: true,
      },
    ]);
  });

  it("gets the files in Base64, with the settings that show them", () => {
    const { asset, settings, ...others } = branding({
      settings: `${folder}/settings.json`,
      logo: { light: `${folder}/logo.svg`, dark: `${folder}/logo-dark.svg` },
      favicon: `${folder}/favicon.svg`,
      background: { light: `${folder}/background.svg` },
    });

    expect(Object.keys(others)).toEqual(["client_id", "user_pool_id"]);
    expect(asset).toEqual([
      {
        category: "FORM_LOGO",
        color_mode: "LIGHT",
        extension: "SVG",
        bytes: base64("logo.svg"),
      },
      {
        category: "FORM_LOGO",
        color_mode: "DARK",
        extension: "SVG",
        bytes: base64("logo-dark.svg"),
      },
      {
        category: "FAVICON_SVG",
        color_mode: "DYNAMIC",
        extension: "SVG",
        bytes: base64("favicon.svg"),
      },
      {
        category: "PAGE_BACKGROUND",
        color_mode: "DYNAMIC",
        extension: "SVG",
        bytes: base64("background.svg"),
      },
    ]);
    const written = JSON.parse(
      readFileSync("__tests__/fixtures/branding/settings.json", "utf8"),
    ) as { components: { form: object } };
    expect(jsonText(settings)).toEqual({
      ...written,
      categories: { global: { colorSchemeMode: "DYNAMIC" } },
      components: {
        ...written.components,
        form: { ...written.components.form, logo: { enabled: true } },
        favicon: { enabledTypes: ["SVG"] },
        pageBackground: { image: { enabled: true } },
      },
    });
  });

  it("gets the format of an image by its content", () => {
    expect(branding({ logo: { light: pngLogo } })).toMatchObject({
      asset: [{ category: "FORM_LOGO", color_mode: "DYNAMIC", extension: "PNG" }],
      settings: '{"components":{"form":{"logo":{"enabled":true}}}}',
    });
  });

  it("brands both app clients of a rotation", () => {
    const json = synthApplication(
      withPages({ type: "managed-login" }, { clientGeneration: 2, additionalClientGeneration: 1 }),
    );
    const clients = resources(json, CognitoManagedLoginBranding).map(({ client_id }) => client_id);

    expect(clients.sort()).toEqual(
      [
        reference(json, CognitoUserPoolClient, "id", "app_client_2"),
        reference(json, CognitoUserPoolClient, "id", "app_client_8"),
      ].sort(),
    );
  });
});
