import type { Json } from "../../terraform/terraform-stack.ts";

/** What a stack can ask of all stacks. Each method throws an Error that starts in lower case. */
export interface Neighbours {
  /** An output that a stack exports. */
  exported(name: string, region: string): Json;
  output(stack: string, name: string): Json;
  /** Value of a parameter in Systems Manager that some stack declares. */
  ssmParameter(name: string): Json;
  clientSecret(clientId: string): Json;
}
