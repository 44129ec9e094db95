import { CognitoUserGroup } from "@cdktf/provider-aws/lib/cognito-user-group";
import { Construct } from "constructs";
import type { UserPoolReference } from "./user-pool-reference";

/** Properties for {@link UserGroups}. */
export interface UserGroupsProps {
  readonly userPool: UserPoolReference;
  /** Groups by name; of several groups of a user, the lowest precedence wins. */
  readonly groups: Readonly<
    Record<string, { readonly precedence: number; readonly description?: string | undefined }>
  >;
}

/**
 * Groups of users. The load balancer does not evaluate them; the container reads them from the access
 * token.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html
 */
export class UserGroups extends Construct {
  constructor(scope: Construct, id: string, { userPool, groups }: UserGroupsProps) {
    super(scope, id);
    for (const [name, { precedence, description }] of Object.entries(groups)) {
      new CognitoUserGroup(this, name, {
        userPoolId: userPool.userPoolId,
        name,
        precedence,
        description,
      });
    }
  }
}
