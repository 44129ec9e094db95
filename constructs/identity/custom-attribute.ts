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
      readonly minValue?: number | undefined;
      readonly maxValue?: number | undefined;
      readonly mutable: boolean;
    };

/**
 * A custom attribute as part of a pool's schema. The constraints are always there: without them, AWS
 * adds its own, and every plan would change an attribute that cannot be changed.
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
  const { minValue, maxValue } = attribute;
  return {
    ...common,
    attributeDataType: "Number",
    numberAttributeConstraints: {
      ...(minValue === undefined ? {} : { minValue: String(minValue) }),
      ...(maxValue === undefined ? {} : { maxValue: String(maxValue) }),
    },
  };
}
