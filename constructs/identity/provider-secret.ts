import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";

/** Properties for {@link ProviderSecret}. */
export interface ProviderSecretProps {
  /** Name of the identity provider. */
  readonly provider: string;
  readonly variableName: string;
  /** Whether it is a private key, of several lines, instead of a client secret. */
  readonly isPrivateKey: boolean;
}

/**
 * The secret that an identity provider gave to the user pool, as a sensitive Terraform variable: it is
 * in no file of the project, and in the state, which stores every argument of a resource.
 */
export class ProviderSecret extends Construct {
  /** Reference to the variable. */
  readonly value: string;

  constructor(scope: Construct, id: string, props: ProviderSecretProps) {
    super(scope, id);
    const { provider, variableName, isPrivateKey } = props;
    const secret = isPrivateKey ? "private key" : "client secret";
    const variable = new TerraformVariable(this, "variable", {
      type: "string",
      nullable: false,
      sensitive: true,
      description: `The ${secret} of identity provider ${provider}, from the provider's settings`,
    });
    // Users type it (`TF_VAR_google_client_secret`), so it carries neither a path nor a hash.
    variable.overrideLogicalId(variableName);
    variable.addValidation({
      condition: `\${trimspace(var.${variableName}) != ""}`,
      errorMessage: `The ${secret} of identity provider ${provider} must not be empty: nobody could sign in with it. Copy it from the provider's settings, and set TF_VAR_${variableName}.`,
    });
    this.value = variable.stringValue;
  }
}
