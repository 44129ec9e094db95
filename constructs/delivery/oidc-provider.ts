import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { partitionOf } from "../partition";

/** Properties for {@link OidcProvider}. */
export interface OidcProviderProps {
  /** Host name of the issuer, such as `token.actions.githubusercontent.com`. */
  readonly host: string;
  /** `aud` of the tokens that AWS gets. */
  readonly audience: string;
  /** An account has one provider for each issuer: `existing` for one that another stack creates. */
  readonly type: "new" | "existing";
  /** Whether Terraform rejects the deletion of a new one. */
  readonly deletionProtection: boolean;
}

/**
 * An issuer of OpenID Connect tokens whose bearers may assume roles. Without thumbprints, since IAM
 * trusts the certificate authorities of both issuers.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class OidcProvider extends Construct {
  readonly providerArn: string;
  readonly host: string;
  readonly audience: string;

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    this.host = props.host;
    this.audience = props.audience;
    this.providerArn =
      props.type === "existing"
        ? `arn:${partitionOf(this)}:iam::${accountIdOf(this)}:oidc-provider/${props.host}`
        : new IamOpenidConnectProvider(this, "provider", {
            url: `https://${props.host}`,
            clientIdList: [props.audience],
            lifecycle: { preventDestroy: props.deletionProtection },
          }).arn;
  }
}
