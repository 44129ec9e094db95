import type { Json, JsonObject } from "../../../terraform/terraform-stack.ts";

/** What a mapping needs besides the properties. */
export interface MappingContext {
  readonly logicalId: string;
  /** For a resource without a name. */
  readonly generatedName: (maxLength: number) => string;
}

/** How a CloudFormation type becomes a Terraform one, whose schema says what the emulator supports. */
export interface ResourceMapping {
  /** Terraform's type. */
  readonly type: string;
  /** Properties without what has no effect here. A value that cannot be resolved is a mark. */
  readonly toAttributes: (properties: JsonObject, context: MappingContext) => JsonObject;
  /** Terraform attribute that `Ref` returns. @default - it has no value here */
  readonly ref?: string;
  /** What `Fn::GetAtt` returns: a Terraform attribute, or made of such. */
  readonly values?: Readonly<Record<string, string | ((computed: Computed) => Json)>>;
  /** What the template calls attributes whose names differ in more than their case. */
  readonly propertyNames?: Readonly<Record<string, string>>;
}

type Computed = (attribute: string) => string;
