import { isObject, type JsonObject, objectAt } from "../../terraform/terraform-stack.ts";
import type { ResourceValues } from "../../terraform/values/resource-values.ts";
import type { PlannedResource, ResourceSchemas } from "./mock-values.ts";
import { printedOutputs } from "./test-file.ts";

/** A message of `terraform test -json`. */
export type Message = JsonObject;

/** The messages in what Terraform printed. */
export function messagesIn(stdout: string): readonly Message[] {
  return stdout.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    const message: Message = JSON.parse(line);
    return [message];
  });
}

export function plannedResources(plan: JsonObject): readonly PlannedResource[] {
  return managedChanges(plan).map(({ address, type, provider_name: provider, change }) => ({
    address: String(address),
    type: String(type),
    provider: String(provider),
    known: objectAt({ change: change ?? null }, "change", "after"),
    unknown: isObject(change) ? (change.after_unknown ?? {}) : {},
  }));
}

/** The resources with what a plan knows of them. */
export function plannedValues(plan: JsonObject, application: string): readonly ResourceValues[] {
  return managedChanges(plan).map(({ address, type, name, change }) => ({
    application,
    address: String(address),
    type: String(type),
    name: String(name),
    values: objectAt({ change: change ?? null }, "change", "after"),
  }));
}

function managedChanges(plan: JsonObject): readonly JsonObject[] {
  const changes = Array.isArray(plan.resource_changes) ? plan.resource_changes : [];
  return changes.filter(isObject).filter(({ mode }) => mode === "managed");
}

/** Outputs that a plan knows. */
export function plannedOutputs(plan: JsonObject): JsonObject {
  const outputs = Object.entries(objectAt(plan, "output_changes"));
  return Object.fromEntries(
    outputs.flatMap(([name, change]) =>
      isObject(change) && change.after !== undefined ? [[name, change.after]] : [],
    ),
  );
}

export function resourceSchemas(plan: JsonObject): ResourceSchemas {
  const providers = Object.values(objectAt(plan, "provider_schemas"));
  const schemas = providers.flatMap((provider) =>
    isObject(provider) ? Object.entries(objectAt(provider, "resource_schemas")) : [],
  );
  return Object.fromEntries(
    schemas.flatMap(([type, schema]) =>
      isObject(schema) && type.startsWith("aws_") ? [[type, schema]] : [],
    ),
  );
}

/** Every error once, with the address it belongs to. */
export function errorsIn(messages: readonly Message[]): readonly string[] {
  const errors = messages.flatMap(({ diagnostic }) => {
    if (!isObject(diagnostic) || diagnostic.severity !== "error") return [];
    const { summary, detail, address, range, snippet } = diagnostic;
    if (printedOutputs(detail) !== undefined) return [];
    const place = isObject(range)
      ? ` (${range.filename}:${isObject(range.start) ? range.start.line : ""})`
      : "";
    const where = typeof address === "string" ? `${address}: ` : "";
    const code = isObject(snippet) ? `\n  ${String(snippet.code).trim()}` : "";
    return [`${where}${summary}${place}${code}${detail ? `\n  ${detail}` : ""}`];
  });
  return [...new Set(errors)];
}

/** Outputs that a failing assertion printed. */
export function outputsIn(messages: readonly Message[]): JsonObject {
  const printed = messages.map(({ diagnostic }) =>
    isObject(diagnostic) ? printedOutputs(diagnostic.detail) : undefined,
  );
  return printed.find((outputs) => outputs !== undefined) ?? {};
}
