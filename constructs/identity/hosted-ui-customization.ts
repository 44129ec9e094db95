import { CognitoUserPoolUiCustomization } from "@cdktf/provider-aws/lib/cognito-user-pool-ui-customization";
import { Construct } from "constructs";

/** Properties for {@link HostedUiCustomization}. */
export interface HostedUiCustomizationProps {
  /** Id of a pool that has a domain: Cognito rejects the customization of another. */
  readonly userPoolId: string;
  /** Style sheet with Cognito's classes. */
  readonly css?: string | undefined;
  /** Logo, a PNG or JPEG file in Base64. */
  readonly logo?: string | undefined;
}

/**
 * Style sheet and logo of the hosted UI, for every app client.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/hosted-ui-classic-branding.html
 */
export class HostedUiCustomization extends Construct {
  constructor(scope: Construct, id: string, props: HostedUiCustomizationProps) {
    super(scope, id);
    new CognitoUserPoolUiCustomization(this, "customization", {
      userPoolId: props.userPoolId,
      clientId: "ALL",
      css: props.css,
      imageFile: props.logo,
    });
  }
}
