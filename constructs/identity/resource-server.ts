import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { UserPool } from "./user-pool";

/** Properties for {@link ResourceServer}. */
export interface ResourceServerProps {
  readonly userPool: UserPool;
  readonly identifier: string;
  /** Scope names and what each allows. */
  readonly scopes: Readonly<Record<string, string>>;
}

/**
 * An API with scopes of its own.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export class ResourceServer extends Construct {
  /** Scopes as tokens carry them: `<identifier>/<name>`. */
  readonly scopes: readonly string[];
  /** What has to exist before a client may ask for the scopes. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ResourceServerProps) {
    super(scope, id);
    const { identifier, scopes } = props;
    const server = new CognitoResourceServer(this, "resource_server", {
      userPoolId: props.userPool.id,
      identifier,
      name: consoleName(identifier),
      scope: Object.entries(scopes).map(([scopeName, scopeDescription]) => ({
        scopeName,
        scopeDescription,
      })),
    });
    // By its plain address: an output's `depends_on` takes no expression, and cdktf writes one there.
    this.resource = { fqn: `${server.terraformResourceType}.${server.friendlyUniqueId}` };
    this.scopes = Object.keys(scopes).map((scopeName) => `${identifier}/${scopeName}`);
  }
}

/** The identifier with what names may not hold left out: it may be a URL, they may not. */
function consoleName(identifier: string): string {
  return identifier.replace(/[^\w\s+=,.@-]+/g, "-");
}
