import { Rejection } from "./rejection";

type Document = Readonly<Record<string, unknown>>;

/** Attributes that the documentation lists for a new run, by type. */
const runAttributes: Readonly<Record<string, string>> = {
  "allow-empty-apply": "boolean",
  "allow-config-generation": "boolean",
  "auto-apply": "boolean",
  "debugging-mode": "boolean",
  "is-destroy": "boolean",
  message: "string",
  refresh: "boolean",
  "refresh-only": "boolean",
  "replace-addrs": "object",
  "target-addrs": "object",
  variables: "object",
  "plan-only": "boolean",
  "save-plan": "boolean",
  "terraform-version": "string",
};

const versionAttributes: Readonly<Record<string, string>> = {
  "auto-queue-runs": "boolean",
  speculative: "boolean",
  provisional: "boolean",
};

/** A string, a number, a boolean or null as Terraform's language writes them. */
const literal =
  /^(?:"(?:[^"\\\n$%]|\\[nrt"\\]|\\u[0-9a-fA-F]{4}|\$\$\{|%%\{|[$%](?!\{))*"|-?\d+(?:\.\d+)?|true|false|null)$/;

/** @throws Rejection for what the documentation does not allow */
export function rejectVersionDocument(document: Document): { speculative: boolean } {
  const { attributes = {} } = dataOf(document, "configuration-versions");
  rejectAttributes(attributes, versionAttributes);
  return { speculative: attributes.speculative === true };
}

/** @throws Rejection for what the documentation does not allow */
export function rejectRunDocument(document: Document): { planOnly: boolean } {
  const { attributes = {}, relationships = {} } = dataOf(document, "runs");
  rejectAttributes(attributes, runAttributes);
  const variables = (attributes.variables ?? []) as readonly { key?: unknown; value?: unknown }[];
  for (const { key, value } of variables) {
    if (typeof key !== "string" || typeof value !== "string" || !literal.test(value)) {
      throw new Rejection(422, `Variable ${String(key)} is not an HCL literal: ${String(value)}`);
    }
  }
  const { workspace, "configuration-version": version } = relationships as Record<
    string,
    { data?: { type?: string; id?: string } }
  >;
  if (workspace?.data?.type !== "workspaces" || workspace.data.id !== "ws-1") {
    throw new Rejection(404, "workspace");
  }
  if (version?.data?.type !== "configuration-versions" || version.data.id !== "cv-1") {
    throw new Rejection(404, "configuration version");
  }
  return { planOnly: attributes["plan-only"] === true };
}

function dataOf({ data }: Document, type: string) {
  const { type: given, ...rest } = (data ?? {}) as {
    type?: string;
    attributes?: Document;
    relationships?: Document;
  };
  if (given !== type) throw new Rejection(422, `data.type must be ${type}`);
  return rest;
}

function rejectAttributes(attributes: Document, known: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (known[name] === undefined) throw new Rejection(422, `unknown attribute ${name}`);
    if (typeof value !== known[name]) throw new Rejection(422, `wrong type of ${name}`);
  }
}
