import { isObject, type JsonObject } from "../../terraform/terraform-stack.ts";

/** What is known of code that Terraform cannot evaluate. */
export interface Failure {
  readonly directory: string;
  /** What Terraform says. */
  readonly details: readonly string[];
  /** Outputs that the code reads from states, by name of the data source. */
  readonly remoteOutputs: ReadonlyMap<string, readonly string[]>;
  /** Outputs whose values are given. */
  readonly known: JsonObject;
  /** Values of data sources that are given, by address. */
  readonly dataValues: Readonly<Record<string, JsonObject>>;
}

/** Terraform's words, and what to do about them here. */
export function failureText(failure: Failure): readonly string[] {
  const { directory, details } = failure;
  return [
    `Terraform cannot compute the values of ${directory}, so there is nothing to serve. Correct what it says, or give missing values with --var-file or TF_VAR_<name>:`,
    ...details,
    ...missingOutputs(failure),
    ...dataAdvice(details),
  ];
}

function missingOutputs({ remoteOutputs, known, dataValues }: Failure): readonly string[] {
  const missing = [...remoteOutputs].flatMap(([source, names]) => {
    const given = dataValues[`data.terraform_remote_state.${source}`]?.outputs;
    const isGiven = (name: string) => name in known || (isObject(given) && name in given);
    return names.filter((name) => !isGiven(name)).map((name) => ({ source, name }));
  });
  if (missing.length === 0) return [];
  const list = missing.map(({ source, name }) => `${name} (of ${source})`).join(", ");
  const example = JSON.stringify(Object.fromEntries(missing.map(({ name }) => [name, "…"])));
  return [
    `The code reads outputs of other states that are not known: ${list}. Name the folders that declare them first (--terraform FOLDER --terraform ${"FOLDER"}), or give their values: --remote-outputs outputs.json with ${example}`,
  ];
}

/** Values that a mocked data source invents do not fit everywhere. */
function dataAdvice(details: readonly string[]): readonly string[] {
  const addresses = details.flatMap((detail) => detail.match(/\bdata\.[a-z]\w*\.[\w-]+/g) ?? []);
  const sources = [...new Set(addresses)].filter(
    (address) => !address.startsWith("data.terraform_remote_state."),
  );
  const [first] = sources;
  if (first === undefined) return [];
  const example = JSON.stringify({ [first]: { ATTRIBUTE: "…" } });
  return [
    `What ${sources.join(", ")} would find in AWS is not known here. Give the values that the code needs: --remote-outputs values.json with ${example}`,
  ];
}
