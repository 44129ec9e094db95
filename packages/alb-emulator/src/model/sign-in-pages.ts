/** What is declared about the look of a user pool's pages. */
export interface PageStyles {
  /** Styles of the hosted UI (version 1). */
  readonly hostedUi: readonly HostedUiStyle[];
  /** Styles of managed login (version 2), without which it shows no pages to an app client. */
  readonly managedLogin: readonly ManagedLoginStyle[];
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html */
export interface HostedUiStyle {
  /** `ALL` for every app client without a style of its own. */
  readonly clientId: string;
  /** Style sheet with Cognito's `-customizable` classes. */
  readonly css: string | undefined;
  readonly logo: Buffer | undefined;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html */
export interface ManagedLoginStyle {
  readonly clientId: string;
  /** The branding designer's settings; empty for the values that Cognito provides. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly assets: readonly ManagedLoginAsset[];
}

/** An image of managed login. */
export interface ManagedLoginAsset {
  /** Such as `FORM_LOGO`. */
  readonly category: string;
  /** `DYNAMIC` is for light and dark pages. */
  readonly colorMode: "DARK" | "DYNAMIC" | "LIGHT";
  readonly extension: "ICO" | "JPEG" | "PNG" | "SVG" | "WEBP";
  readonly bytes: Buffer;
}
