import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { plainAddress } from "../plain-address";
import type { UserPoolReference } from "./user-pool-reference";

/** Properties for {@link ResourceServer}. */
export interface ResourceServerProps {
  readonly userPool: UserPoolReference;
  readonly identifier: string;
  /** Scope names, and the description of what each allows. */
  readonly scopes: Readonly<Record<string, string>>;
}

/**
 * An API, with the scopes that it defines: tokens contain them as `<identifier>/<name>`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export class ResourceServer extends Construct {
  /** What must exist before an app client may allow the scopes. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ResourceServerProps) {
    super(scope, id);
    const { identifier, scopes } = props;
    const server = new CognitoResourceServer(this, "server", {
      userPoolId: props.userPool.userPoolId,
      identifier,
      name: consoleName(identifier),
      scope: Object.entries(scopes).map(([scopeName, scopeDescription]) => ({
        scopeName,
        scopeDescription,
      })),
    });
    this.resource = plainAddress(server);
  }
}

/** Replaces what a name must not contain: an identifier may be a URL, a name may not. */
function consoleName(identifier: string): string {
  return identifier.replace(/[^\w\s+=,.@-]+/g, "-");
}
