import { basename, dirname, resolve } from "node:path";
import { readModel } from "../../terraform/read-stacks.ts";
import { ReaderError } from "../../terraform/reader-issues.ts";
import type { Source } from "../source.ts";
import type { CloudFormationOptions } from "./stacks.ts";
import { readTemplate, type Template } from "./template.ts";
import { templateResources } from "./template-resources.ts";

/**
 * Serves CloudFormation templates, JSON or YAML, which can import each other's exports.
 * @param files Templates; `NAME=file` names the stack, which else has the name of the file.
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
      rejectDuplicates(roots);
      const templates = roots.map((root): Template => ({ ...root, json: readTemplate(root.file) }));
      const source = templateResources(templates, options);
      read = source.files;
      return readModel(source);
    },
  };
}

function toRoot(text: string): Pick<Template, "stack" | "file"> {
  const [, name, file = text] = /^([A-Za-z][\w-]*)=(.+)$/s.exec(text) ?? [];
  return { stack: name ?? nameOf(file), file };
}

/** `shop` of `shop.yaml`; the folder's name for `template.yaml` and the like. */
function nameOf(file: string): string {
  const [name = ""] = basename(file).split(".");
  const isGeneric = ["template", "cloudformation", "stack", "main", "index"].includes(name);
  const text = isGeneric ? basename(dirname(resolve(file))) : name;
  return text.replace(/[^\w-]+/g, "-") || "stack";
}

/** Two stacks of one name would have the same ids and ARNs. */
function rejectDuplicates(roots: readonly Pick<Template, "stack" | "file">[]): void {
  const issues = roots.flatMap(({ stack, file }, index) => {
    const other = roots.slice(0, index).find((root) => root.stack === stack);
    return other === undefined
      ? []
      : [
          `${other.file} and ${file} are both stack ${stack}, so their resources could not be told apart. Name one: --template NAME=${file}`,
        ];
  });
  if (issues.length > 0) throw new ReaderError(issues);
}
