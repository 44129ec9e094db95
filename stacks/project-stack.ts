import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/schema/environment";
import { declareBackend } from "./state/backend";
import { stackAddress } from "./state/stack-address";
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
   * Does nothing. cdktf would resolve every element once more, a third of the whole synthesis, to
   * find references between stacks and add outputs for them. There are none: stacks share values
   * only through state/identity-contract.ts, and a test finds every reference that leads nowhere.
   */
  override prepareStack(): void {}
}
