import type { StateJson } from "./terraform-stack";

/** The image of every service that is deployed, by the service's name, as the state says. */
export function deployedImages({ values }: StateJson): Readonly<Record<string, string>> {
  const resources = values?.root_module?.resources ?? [];
  return Object.fromEntries(
    resources
      .filter(({ type }) => type === "aws_ecs_task_definition")
      .flatMap(({ values: attributes }) => containersOf(attributes.container_definitions))
      .map(({ name, image }) => [name, image]),
  );
}

function containersOf(definitions: unknown): readonly { name: string; image: string }[] {
  return typeof definitions === "string" ? JSON.parse(definitions) : [];
}
