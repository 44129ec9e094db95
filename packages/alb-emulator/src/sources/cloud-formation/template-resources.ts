import type { DeclaredResource, ResourceSource } from "../../terraform/resource-source.ts";
import { withAttachedSecurityGroups } from "./attached-security-groups.ts";
import { pascalCaseName } from "./properties/snake-case.ts";
import { resourceMappings } from "./resource-mappings.ts";
import type { Stack } from "./stack.ts";
import type { StackResource } from "./stack-resource.ts";
import { type CloudFormationOptions, Stacks } from "./stacks.ts";
import type { Template } from "./template.ts";
import { assertResolved } from "./unresolved.ts";

/** The resources of templates, in Terraform's terms. */
export function templateResources(
  templates: readonly Template[],
  options: CloudFormationOptions = {},
): ResourceSource & { readonly files: readonly string[] } {
  const stacks = new Stacks(templates, options);
  const issues = [...stacks.issues];
  const resources = stacks.all.flatMap((stack) =>
    [...stack.resources.values()]
      .filter((resource) => resource.type in resourceMappings)
      .filter((resource) => isCreated(stack, resource, issues))
      .map(declaredResource),
  );
  return {
    resources: withAttachedSecurityGroups(resources),
    issues,
    files: stacks.all.map(({ identity }) => identity.file),
  };
}

function isCreated(stack: Stack, resource: StackResource, issues: string[]): boolean {
  try {
    return stack.isCreated(resource);
  } catch (error) {
    issues.push(
      `${resource.address}: Condition: ${(error as Error).message}. Whether the resource exists depends on it.`,
    );
    return false;
  }
}

function declaredResource(resource: StackResource): DeclaredResource {
  const { type, propertyNames = {} } = resourceMappings[resource.type] ?? { type: resource.type };
  return {
    application: resource.stack.application,
    type,
    name: resource.logicalId,
    address: resource.address,
    attributes: resource.attributes,
    isComplete: false,
    resolve: assertResolved,
    computed: (attribute) => resource.computed(attribute),
    region: () => resource.stack.region,
    nameOf: (path) => propertyName(path, propertyNames),
  };
}

/** What the template calls an attribute: `default_action.0.type` is `DefaultActions.0.Type`. */
function propertyName(path: string, own: Readonly<Record<string, string>>): string {
  const longest = Object.keys(own)
    .filter((attribute) => path === attribute || path.startsWith(`${attribute}.`))
    .sort((one, other) => other.length - one.length)[0];
  const rest = path.slice(longest?.length ?? 0).replace(/^\./, "");
  const names = rest === "" ? [] : rest.split(".").map(pascalCaseName);
  return [...(longest === undefined ? [] : [own[longest]]), ...names].join(".");
}
