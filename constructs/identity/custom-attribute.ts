import type { CognitoUserPoolSchema } from "@cdktf/provider-aws/lib/cognito-user-pool";

/** An attribute of users beside the standard ones. */
export type CustomAttribute =
  | {
      readonly type: "string";
      readonly minLength: number;
      readonly maxLength: number;
      readonly mutable: boolean;
    }
  | {
      readonly type: "number";
      readonly minValue: number;
      readonly maxValue: number;
      readonly mutable: boolean;
    };

/**
 * A custom attribute as part of a pool's schema. Both constraints are always there: without one, every
 * plan would change an attribute that cannot be changed.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
 */
export function customAttributeSchema(
  name: string,
  attribute: CustomAttribute,
): CognitoUserPoolSchema {
  const common = {
    name,
    mutable: attribute.mutable,
    required: false,
    developerOnlyAttribute: false,
  };
  if (attribute.type === "string") {
    return {
      ...common,
      attributeDataType: "String",
      stringAttributeConstraints: {
        minLength: String(attribute.minLength),
        maxLength: String(attribute.maxLength),
      },
    };
  }
  return {
    ...common,
    attributeDataType: "Number",
    numberAttributeConstraints: {
      minValue: String(attribute.minValue),
      maxValue: String(attribute.maxValue),
    },
  };
}
