import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/schema/environment";
import { declareBackend } from "../state/backend";
import { stackAddress } from "../state/stack-address";
import { terraformLiterals } from "./terraform-literals";

/** What every stack begins with: its backend, and the provider with the environment's tags. */
export abstract class ProjectStack extends TerraformStack {
  constructor(scope: Construct, name: string, given: Environment) {
    super(scope, name);
    const environment = terraformLiterals(given);
    declareBackend(this, stackAddress(environment, name));
    const { region, tags } = environment;
    new AwsProvider(this, "aws", {
      region,
      ...(Object.keys(tags).length === 0 ? {} : { defaultTags: [{ tags: { ...tags } }] }),
    });
  }

  /**
   * Nothing: cdktf would resolve every element once more, a third of the whole synthesis, only to
   * find references between stacks, of which there are none, and to declare a missing backend.
   */
  override prepareStack(): void {}

  /**
   * Refuses a reference to this stack's resources from another stack, for which cdktf would add
   * outputs of its own.
   * @throws Error always
   */
  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    throw new Error(
      `${identifier} of stack ${this.node.id} is used in another stack. Stacks share values only through the contract in state/identity-contract.ts: publish it there, and read it there.`,
    );
  }
}
