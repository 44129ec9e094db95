import type { Construct } from "constructs";
import { brandingOf } from "../config/branding";
import type { Identity } from "../config/schema/environment";
import { LoginBranding } from "../constructs/identity/login-branding";
import { terraformLiterals } from "./terraform-literals";

/** The client that is branded. */
export interface BrandedClient {
  readonly userPoolId: string;
  readonly appClientId: string;
}

/** Gives an app client the branding style of the environment, where the pages are managed login. */
export function createLoginBranding(
  scope: Construct,
  id: string,
  { pages }: Pick<Identity, "pages">,
  { userPoolId, appClientId }: BrandedClient,
): void {
  if (pages?.type !== "managed-login") return;
  const branding = brandingOf(pages);
  new LoginBranding(scope, id, {
    userPoolId,
    appClientId,
    style: branding && terraformLiterals(branding),
  });
}
