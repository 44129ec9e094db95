import { readFileSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { ReaderError } from "../reader-issues.ts";
import { isObject, type Json, type JsonObject } from "../terraform-stack.ts";
import type { ResourceValues } from "./resource-values.ts";

const howToGet = "Write it with: terraform show -json > state.json";

/**
 * Reads the resources of a state, or of a plan for infrastructure that exists: what `terraform show -json`
 * prints, or a state file itself.
 * @param file path, or `NAME=path` to give the root module a name
 * @throws ReaderError for a file that is neither, and for a plan that would first create the resources
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readStateFile(file: string): readonly ResourceValues[] {
  const [, name, path = file] = /^([\w-]+)=(.+)$/s.exec(file) ?? [];
  const json = parse(path);
  return resourcesIn(json, name ?? nameOf(path), path);
}

/** As {@link readStateFile}, of what is parsed already. */
export function resourcesIn(
  json: JsonObject,
  application: string,
  origin: string,
): readonly ResourceValues[] {
  if (isObject(json.planned_values)) {
    rejectFirstPlan(json, origin);
    return inModules(json.planned_values.root_module, application);
  }
  if (isObject(json.values)) return inModules(json.values.root_module, application);
  if (Array.isArray(json.resources) && "lineage" in json) {
    return json.resources.flatMap((each) => inStateFile(each, application));
  }
  const isEmpty = "format_version" in json || "terraform_version" in json;
  throw new ReaderError([
    isEmpty
      ? `${origin} contains no resource: nothing has been applied. Apply first, or use --terraform with the folder of the code.`
      : `${origin} is neither a Terraform state nor a plan as JSON, so there is nothing to serve. ${howToGet}`,
  ]);
}

function parse(path: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ReaderError([`${path} cannot be read: ${(error as Error).message}. ${howToGet}`]);
  }
  try {
    const json: Json = JSON.parse(text);
    if (isObject(json)) return json;
  } catch {
    // A binary plan, or HCL: the same advice helps.
  }
  throw new ReaderError([`${path} is not a JSON object. ${howToGet}`]);
}

/** `prod` of `prod.json`; the folder's name for `terraform.tfstate` and `state.json`. */
function nameOf(path: string): string {
  const name = basename(path, extname(path));
  const isGeneric = ["terraform", "state", "tfplan", "plan", "show"].includes(name);
  const text = isGeneric ? basename(dirname(resolve(path))) : name;
  return text.replace(/[^\w-]+/g, "-") || "state";
}

/** Resources of `values` or `planned_values`, in all modules. */
export function inModules(module: Json | undefined, application: string): ResourceValues[] {
  if (!isObject(module)) return [];
  const { resources, child_modules: children } = module;
  return [
    ...(Array.isArray(resources) ? resources : []).flatMap((resource) =>
      isObject(resource) && isObject(resource.values)
        ? [
            {
              application,
              address: String(resource.address),
              type: String(resource.type),
              name: String(resource.name),
              isData: resource.mode === "data",
              values: resource.values,
            },
          ]
        : [],
    ),
    ...(Array.isArray(children) ? children : []).flatMap((child) => inModules(child, application)),
  ];
}

/** A resource of a state file (version 4), which has several instances with `count` or `for_each`. */
function inStateFile(resource: Json, application: string): ResourceValues[] {
  if (!isObject(resource)) return [];
  const { type, name, module, instances, mode } = resource;
  const isData = mode === "data";
  const prefix = typeof module === "string" ? `${module}.` : "";
  return (Array.isArray(instances) ? instances : []).flatMap((instance) => {
    if (!isObject(instance) || !isObject(instance.attributes)) return [];
    const key = instance.index_key;
    const index = key === undefined || key === null ? "" : `[${JSON.stringify(key)}]`;
    return [
      {
        application,
        address: `${prefix}${isData ? "data." : ""}${type}.${name}${index}`,
        type: String(type),
        name: String(name),
        isData,
        values: instance.attributes,
      },
    ];
  });
}

/** A plan leaves out what is known only after apply, actions of rules among it. */
function rejectFirstPlan({ resource_changes: changes }: JsonObject, origin: string): void {
  const created = (Array.isArray(changes) ? changes : []).flatMap((each) =>
    isObject(each) &&
    isObject(each.change) &&
    Array.isArray(each.change.actions) &&
    each.change.actions.includes("create") &&
    /^aws_(a?lb|cognito_user_pool)/.test(String(each.type))
      ? [String(each.address)]
      : [],
  );
  if (created.length === 0) return;
  const others = created.length > 3 ? ` and ${created.length - 3} more` : "";
  throw new ReaderError([
    `${origin} is a plan that creates ${created.slice(0, 3).join(", ")}${others}. Such a plan does not contain what is known only after apply, actions of listener rules among it, so the emulator would serve something else. Apply it and use the state, or use --terraform with the folder of the code.`,
  ]);
}
