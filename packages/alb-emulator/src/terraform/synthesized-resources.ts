import type { Resolver } from "./references/resolver.ts";
import type { DeclaredResource, ResourceSource } from "./resource-source.ts";
import { isObject, objectAt, type TerraformStack } from "./terraform-stack.ts";

/** The resources of synthesized Terraform JSON, whose references a resolver follows. */
export function synthesizedResources(
  stacks: readonly TerraformStack[],
  resolver: Resolver,
): ResourceSource {
  return {
    resources: stacks.flatMap((stack) => resourcesOf(stack, resolver)),
    issues: stacks.flatMap(({ name, json }) =>
      Object.keys(objectAt(json, "module")).map(
        (module) =>
          `module.${module} in stack ${name}: modules are not supported by the emulator. Their resources would silently be missing here. Declare the resources in the stack itself.`,
      ),
    ),
  };
}

function resourcesOf(stack: TerraformStack, resolver: Resolver): DeclaredResource[] {
  return Object.keys(objectAt(stack.json, "resource")).flatMap((type) =>
    Object.entries(objectAt(stack.json, "resource", type)).flatMap(([name, attributes]) =>
      isObject(attributes) && attributes.count !== 0
        ? [
            {
              application: stack.name,
              type,
              name,
              address: `${type}.${name} in stack ${stack.name}`,
              attributes,
              isComplete: false,
              resolve: (value) => resolver.resolve(stack, value),
              computed: (attribute) =>
                String(resolver.resolve(stack, `\${${type}.${name}.${attribute}}`)),
              region: () => resolver.regionOf(stack),
            },
          ]
        : [],
    ),
  );
}
