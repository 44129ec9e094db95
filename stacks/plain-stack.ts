import { TerraformStack } from "cdktf";

/** Blocks by type and name. */
type Blocks = Record<string, Record<string, Record<string, unknown>>>;

interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
}

/** A stack whose JSON is plain: without comments of cdktf, and without values of other stacks. */
export abstract class PlainStack extends TerraformStack {
  /**
   * The JSON without cdktf's comment at every block, a quarter of its lines: who reviews a change reads
   * the addresses, which say the same.
   */
  override toTerraform(): Record<string, unknown> {
    const json: StackJson = super.toTerraform();
    for (const blocks of [json.resource, json.data]) {
      for (const named of Object.values(blocks ?? {})) {
        for (const block of Object.values(named)) delete block["//"];
      }
    }
    return { ...json };
  }

  /**
   * Does nothing. cdktf resolves every element once more here, a third of the whole synthesis, to find
   * references between stacks and add outputs for them. There are none: stacks share values only
   * through the identity contract, and a test finds every reference that leads to no block.
   */
  override prepareStack(): void {}
}
