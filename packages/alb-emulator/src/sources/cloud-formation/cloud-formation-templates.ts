import { basename } from "node:path";
import { readModel } from "../../terraform/read-stacks.ts";
import type { Source } from "../source.ts";
import type { CloudFormationOptions } from "./stacks.ts";
import { readTemplate, type Template } from "./template.ts";
import { templateResources } from "./template-resources.ts";

/**
 * Serves CloudFormation templates, JSON or YAML, which can import each other's exports.
 * @param files Templates; `NAME=file` names the stack. @default NAME - of the file
 * @param options Values of parameters, and the region.
 * @returns A source for {@link startEmulator}.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-guide.html
 * @example
 * const source = cloudFormationTemplates(["identity.yaml", "shop=template.yaml"], {
 *   parameters: { Environment: "dev" },
 *   region: "eu-west-1",
 * });
 */
export function cloudFormationTemplates(
  files: readonly string[],
  options: CloudFormationOptions = {},
): Source {
  const roots = files.map(toRoot);
  let read: readonly string[] = roots.map(({ file }) => file);
  return {
    watched: () => ({ folders: [], files: read }),
    read: async () => {
      const templates = roots.map((root): Template => ({ ...root, json: readTemplate(root.file) }));
      const source = templateResources(templates, options);
      read = source.files;
      return readModel(source);
    },
  };
}

function toRoot(text: string): Pick<Template, "stack" | "file"> {
  const [, name, file = text] = /^([A-Za-z][\w-]*)=(.+)$/s.exec(text) ?? [];
  const [ownName = "stack"] = basename(file).split(".");
  return { stack: name ?? ownName, file };
}
