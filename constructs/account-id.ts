import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Id of the account that Terraform deploys to, looked up once per stack. */
export function accountIdOf(scope: Construct): string {
  const stack = TerraformStack.of(scope);
  const found = stack.node.tryFindChild("account");
  const account =
    found instanceof DataAwsCallerIdentity ? found : new DataAwsCallerIdentity(stack, "account");
  return account.accountId;
}
