import type { Resolver } from "./references/resolver.ts";
import type { DeclaredResource, ResourceSource } from "./resource-source.ts";
import { isObject, type JsonObject, objectAt, type TerraformStack } from "./terraform-stack.ts";

/** The resources of synthesized Terraform JSON, whose references a resolver follows. */
export function synthesizedResources(
  stacks: readonly TerraformStack[],
  resolver: Resolver,
): ResourceSource {
  return {
    resources: stacks.flatMap((stack) => [
      ...resourcesOf(stack, resolver),
      ...existingCertificates(stack, resolver),
    ]),
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
        ? [declared(stack, resolver, { type, name, attributes })]
        : [],
    ),
  );
}

/** They say which host names a load balancer has. */
function existingCertificates(stack: TerraformStack, resolver: Resolver): DeclaredResource[] {
  const type = "data.aws_acm_certificate";
  return Object.entries(objectAt(stack.json, "data", "aws_acm_certificate")).flatMap(
    ([name, found]) => {
      if (!isObject(found)) return [];
      const attributes = { ...found, arn: `\${${type}.${name}.arn}` };
      return [declared(stack, resolver, { type, name, attributes })];
    },
  );
}

interface Declaration {
  readonly type: string;
  readonly name: string;
  readonly attributes: JsonObject;
}

function declared(
  stack: TerraformStack,
  resolver: Resolver,
  { type, name, attributes }: Declaration,
): DeclaredResource {
  return {
    application: stack.name,
    type,
    name,
    address: `${type}.${name} in stack ${stack.name}`,
    attributes,
    isComplete: false,
    resolve: (value) => resolver.resolve(stack, value),
    computed: (attribute) => String(resolver.resolve(stack, `\${${type}.${name}.${attribute}}`)),
    region: () => resolver.regionOf(stack),
  };
}
