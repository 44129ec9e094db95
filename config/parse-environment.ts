import type { Fault, Path } from "./fault";
import { hostNameRule } from "./rules/host-names";
import { identityRule } from "./rules/identity";
import { nameRule } from "./rules/names";
import { networkRule } from "./rules/networks";
import { routeRule } from "./rules/routes";
import type { Rule } from "./rules/rule";
import { scopeRule } from "./rules/scopes";
import { serviceRule } from "./rules/services";
import { type Environment, environmentSchema } from "./schema/environment";
import { Kit } from "./schema/kit";
import { shapeFaults, valueAt } from "./shape-faults";

const rules: readonly Rule[] = [
  nameRule,
  identityRule,
  hostNameRule,
  networkRule,
  serviceRule,
  scopeRule,
  routeRule,
];

const strictSchema = environmentSchema(new Kit("strict"));
const lenientSchema = environmentSchema(new Kit("lenient"));

/** A checked environment, or everything that is wrong with it. */
export type ParseResult =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly faults: readonly Fault[] };

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}

/**
 * Checks an environment file and fills in every default. Pure and total: bad input is a result, not
 * an exception, and all faults are found at once.
 *
 * @param input what the file exports
 * @param fallbackName the environment's name when the file gives none
 */
export function parseEnvironment(input: unknown, fallbackName: string): ParseResult {
  const named =
    typeof input === "object" && input !== null && !Array.isArray(input)
      ? { name: fallbackName, ...input }
      : input;
  const parsed = strictSchema.safeParse(named);
  const shape = parsed.success ? [] : shapeFaults(named, parsed.error.issues);
  const complete = (parsed.success ? parsed.data : lenientSchema.parse(named)) as Environment;
  const exists = (path: Path) => shape.every((fault) => !startsWith(path, fault.path));
  const isSound = (path: Path) =>
    exists(path) && shape.every((fault) => !startsWith(fault.path, path));
  const between = rules
    .flatMap((rule) => rule(complete))
    .filter(
      ({ path, inputs = [path], entriesOf = [] }) =>
        inputs.every(isSound) && entriesOf.every(exists),
    )
    .map(({ path, rule, fix, value }) => ({
      path,
      rule,
      fix,
      value: value ?? valueAt(named, path) ?? valueAt(complete, path),
    }));
  const faults = [...shape, ...between];
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, environment: complete };
}
