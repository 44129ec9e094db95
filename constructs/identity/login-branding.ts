import { CognitoManagedLoginBranding } from "@cdktf/provider-aws/lib/cognito-managed-login-branding";
import { Construct } from "constructs";

/** An image of managed login. */
export interface LoginAsset {
  readonly category: string;
  readonly colorMode: string;
  readonly extension: string;
  /** Base64. */
  readonly bytes: string;
}

/** Properties for {@link LoginBranding}. */
export interface LoginBrandingProps {
  readonly userPoolId: string;
  readonly appClientId: string;
  /** Absent for the values that Cognito provides. */
  readonly style?:
    | {
        /** JSON text. */
        readonly settings: string;
        readonly assets: readonly LoginAsset[];
      }
    | undefined;
}

/**
 * The branding style of an app client: managed login shows an error for a client without one.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-brandingdesigner.html
 */
export class LoginBranding extends Construct {
  constructor(scope: Construct, id: string, props: LoginBrandingProps) {
    super(scope, id);
    const { userPoolId, appClientId, style } = props;
    new CognitoManagedLoginBranding(this, "branding", {
      userPoolId,
      clientId: appClientId,
      ...(style === undefined
        ? { useCognitoProvidedValues: true }
        : {
            settings: style.settings,
            asset: style.assets.map(({ category, colorMode, extension, bytes }) => ({
              category,
              colorMode,
              extension,
              bytes,
            })),
          }),
    });
  }
}
