import { closestName } from "../closest-name";
import { customPrefix } from "../custom-attributes";
import type { Path } from "../issue";
import type { Identity } from "../schema/environment";
import { standardAttributes, verifiedAttributes } from "../standard-attributes";
import type { Constraint, ConstraintIssue } from "./constraint";

const maxCustomAttributes = 50;

/** Custom attributes are within Cognito's limits, and a provider's attributes have somewhere to go. */
export const checkAttributeMappings: Constraint = ({ identity }) => {
  const providers = Object.entries(identity.identityProviders);
  return [
    ...customAttributeIssues(identity),
    ...providers.flatMap(([name, provider]) =>
      provider.type === "existing"
        ? []
        : Object.keys(provider.attributeMapping).flatMap((attribute) =>
            mappingIssues(
              ["identity", "identityProviders", name, "attributeMapping", attribute],
              attribute,
              identity,
            ),
          ),
    ),
  ];
};

function customAttributeIssues(identity: Identity): ConstraintIssue[] {
  if (identity.type === "existing") return [];
  const base = ["identity", "customAttributes"];
  const attributes = Object.entries(identity.customAttributes);
  const issues: ConstraintIssue[] = [];
  if (attributes.length > maxCustomAttributes) {
    issues.push({
      path: base,
      value: attributes.length,
      message: `must have at most ${maxCustomAttributes} entries: Cognito's quota of a user pool`,
      fix: "remove some",
    });
  }
  for (const [name, attribute] of attributes) {
    const [minimum, maximum, fields] =
      attribute.type === "string"
        ? [attribute.minLength, attribute.maxLength, "minLength and maxLength"]
        : [attribute.minValue, attribute.maxValue, "minValue and maxValue"];
    if (minimum <= maximum) continue;
    issues.push({
      path: [...base, name],
      message: `must have ${fields} in ascending order: no value could be valid`,
      fix: "exchange them",
    });
  }
  return issues;
}

function mappingIssues(path: Path, attribute: string, identity: Identity): ConstraintIssue[] {
  const issue = (message: string, fix: string) => [{ path, value: attribute, message, fix }];
  if (attribute === "username" || attribute === "sub") {
    return issue(
      `must be another attribute: Cognito sets ${attribute} itself, from the provider's own id of the user`,
      "remove it; to keep the id as an attribute too, map it to a custom attribute",
    );
  }
  if ([...standardAttributes, ...verifiedAttributes].includes(attribute)) return [];
  const declared = identity.type === "existing" ? undefined : identity.customAttributes;
  if (attribute.startsWith(customPrefix)) {
    // Nothing is known here about the attributes of an existing pool.
    if (declared === undefined) return [];
    const name = attribute.slice(customPrefix.length);
    const custom = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (custom === undefined) {
      const closest = closestName(name, Object.keys(declared));
      return issue(
        `must be declared in identity.customAttributes (${Object.keys(declared).join(", ") || "none so far"}): the user pool has no such attribute`,
        closest === undefined
          ? `add customAttributes: { ${JSON.stringify(name)}: { type: "string" } }`
          : `did you mean ${JSON.stringify(`${customPrefix}${closest}`)}?`,
      );
    }
    return custom.mutable
      ? []
      : issue(
          "must be mutable: Cognito writes it at every sign-in, so the second sign-in of a user would fail",
          `remove mutable: false from identity.customAttributes.${name}; for a pool that exists, declare another attribute, since this one cannot be changed`,
        );
  }
  if (declared !== undefined && Object.hasOwn(declared, attribute)) {
    return issue(
      `must be written with its prefix: ${attribute} is a custom attribute`,
      `write ${JSON.stringify(`${customPrefix}${attribute}`)}`,
    );
  }
  const closest = closestName(attribute, standardAttributes);
  return issue(
    `must be a standard attribute of a user pool (${standardAttributes.join(", ")}) or "custom:" and the name of a custom one`,
    closest === undefined
      ? "write the attribute of the user pool first, and the provider's attribute after it"
      : `did you mean ${JSON.stringify(closest)}?`,
  );
}
