import { isObject, type Json, type JsonObject } from "../../../terraform/terraform-stack.ts";
import { orElse, reasonOf } from "../unresolved.ts";
import { keyValues } from "./key-values.ts";
import type { ResourceMapping } from "./mapping.ts";
import { objectsIn, present, snakeCase, snakeCaseName, snakeCaseValue } from "./snake-case.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
export const listener: ResourceMapping = {
  type: "aws_lb_listener",
  ref: "arn",
  values: { ListenerArn: "arn" },
  propertyNames: { default_action: "DefaultActions", certificate_arn: "Certificates" },
  toAttributes: ({
    DefaultActions: actions,
    Certificates: certificates,
    ListenerAttributes: attributes,
    ...others
  }) => ({
    ...snakeCase(others),
    ...present({ certificate_arn: certificateArn(certificates) }),
    default_action: toActions(actions),
    ...keyValues(attributes, (key) => key.replaceAll(".", "_")),
  }),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listenerrule.html */
export const listenerRule: ResourceMapping = {
  type: "aws_lb_listener_rule",
  ref: "arn",
  values: { RuleArn: "arn" },
  propertyNames: { action: "Actions", condition: "Conditions", transform: "Transforms" },
  toAttributes: ({
    Actions: actions,
    Conditions: conditions,
    Transforms: transforms,
    ...others
  }) => ({
    ...snakeCase(others),
    action: toActions(actions),
    condition: each(conditions, toCondition),
    ...(transforms === undefined ? {} : { transform: each(transforms, toTransform) }),
  }),
};

/** The first one is the default; which certificate it is matters for host names only. */
function certificateArn(certificates: Json | undefined): Json | undefined {
  const unknown = "a certificate that only AWS knows";
  if (reasonOf(certificates) !== undefined) return unknown;
  return orElse(objectsIn(certificates)[0]?.CertificateArn, unknown);
}

function each(list: Json | undefined, convert: (one: JsonObject) => JsonObject): Json {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return list;
  return list.map((one) => (isObject(one) && reasonOf(one) === undefined ? convert(one) : one));
}

function toActions(actions: Json | undefined): Json {
  return each(actions, toAction);
}

/** `AuthenticateCognitoConfig` is `authenticate_cognito` in Terraform, and the same for others. */
function toAction({
  ForwardConfig: forward,
  JwtValidationConfig: jwt,
  AuthenticateOidcConfig: oidc,
  ...others
}: JsonObject): JsonObject {
  return {
    ...Object.fromEntries(
      Object.entries(others).map(([key, value]) => [
        snakeCaseName(key.replace(/Config$/, "")),
        snakeCaseValue(value),
      ]),
    ),
    ...converted("forward", forward, toForward),
    ...converted("authenticate_oidc", oidc, toAuthenticateOidc),
    ...converted("jwt_validation", jwt, ({ AdditionalClaims: claims = [], ...rest }) => ({
      ...snakeCase(rest),
      additional_claim: snakeCaseValue(claims),
    })),
  };
}

/** A secret that only AWS knows is absent, such as a dynamic reference to Secrets Manager. */
function toAuthenticateOidc({
  ClientSecret: secret,
  UseExistingClientSecret: _useExisting,
  ...others
}: JsonObject): JsonObject {
  const isKnown = secret !== undefined && reasonOf(secret) === undefined;
  return { ...snakeCase(others), ...(isKnown ? { client_secret: secret } : {}) };
}

function converted(
  name: string,
  configuration: Json | undefined,
  convert: (configuration: JsonObject) => JsonObject,
): JsonObject {
  if (configuration === undefined) return {};
  const isKnown = isObject(configuration) && reasonOf(configuration) === undefined;
  return { [name]: isKnown ? convert(configuration) : configuration };
}

function toForward({
  TargetGroups: groups,
  TargetGroupStickinessConfig: stickiness,
  ...others
}: JsonObject): JsonObject {
  return {
    ...snakeCase(others),
    target_group: each(groups, ({ TargetGroupArn: arn, Weight: weight, ...more }) => ({
      ...snakeCase(more),
      ...present({ arn, weight }),
    })),
    ...converted("stickiness", stickiness, toStickiness),
  };
}

function toStickiness(stickiness: JsonObject): JsonObject {
  const { Enabled: enabled = false, DurationSeconds: duration, ...others } = stickiness;
  return { ...snakeCase(others), enabled, ...present({ duration }) };
}

function toCondition(condition: JsonObject): JsonObject {
  const { Field: field, Values: values, ...configurations } = condition;
  const block = String(field).replaceAll("-", "_");
  const [configuration] = Object.values(configurations);
  if (configuration === undefined) return { [block]: present({ values }) };
  if (!isObject(configuration) || reasonOf(configuration) !== undefined) {
    return { [block]: configuration };
  }
  // Terraform has a block for each pair of key and value.
  if (block === "query_string") return { [block]: snakeCaseValue(configuration.Values ?? []) };
  return { [block]: snakeCase(configuration) };
}

function toTransform({ Type: type, ...configurations }: JsonObject): JsonObject {
  return {
    ...present({ type }),
    ...Object.fromEntries(
      Object.entries(configurations).map(([key, configuration]) => [
        snakeCaseName(key),
        isObject(configuration) && reasonOf(configuration) === undefined
          ? { rewrite: snakeCaseValue(configuration.Rewrites ?? []) }
          : configuration,
      ]),
    ),
  };
}
