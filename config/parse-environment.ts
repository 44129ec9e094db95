import type { Fault, Path } from "./fault";
import { inFileOrder } from "./file-order";
import { lostEntries } from "./lost-entries";
import { conditionRule } from "./rules/conditions";
import { deadRouteRule } from "./rules/dead-routes";
import { defaultRouteRule } from "./rules/default-route";
import { hostNameRule } from "./rules/host-names";
import { nameRule } from "./rules/names";
import { rangeRule } from "./rules/ranges";
import { resourceServerRule } from "./rules/resource-servers";
import type { Rule } from "./rules/rule";
import { ruleLimitRule } from "./rules/rule-limits";
import { scopeRule } from "./rules/scopes";
import { serviceRule } from "./rules/services";
import { signOutRule } from "./rules/sign-out";
import { existingSubnetRule } from "./rules/subnets";
import { tagRule } from "./rules/tags";
import { targetGroupRule } from "./rules/target-groups";
import { targetRule } from "./rules/targets";
import { tokenLifetimeRule } from "./rules/token-lifetimes";
import { variableRule } from "./rules/variables";
import { vpcRule } from "./rules/vpcs";
import { type Environment, environmentSchema } from "./schema/environment";
import { Kit } from "./schema/kit";
import { type ShapeFault, shapeFaults, valueAt } from "./shape-faults";

const rules: readonly Rule[] = [
  nameRule,
  tagRule,
  tokenLifetimeRule,
  resourceServerRule,
  hostNameRule,
  vpcRule,
  existingSubnetRule,
  rangeRule,
  serviceRule,
  variableRule,
  scopeRule,
  targetRule,
  targetGroupRule,
  defaultRouteRule,
  signOutRule,
  conditionRule,
  deadRouteRule,
  ruleLimitRule,
];

const strictSchema = environmentSchema(new Kit("strict"));

let lenientSchema: typeof strictSchema | undefined;

/** Made once an environment is faulty, which most are not. */
function lenient(): typeof strictSchema {
  lenientSchema ??= environmentSchema(new Kit("lenient"));
  return lenientSchema;
}

/** A checked environment, or everything that is wrong with it. */
export type ParseResult =
  | { readonly ok: true; readonly environment: Environment }
  | { readonly ok: false; readonly faults: readonly Fault[] };

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}

function withName(input: unknown, fallbackName: string): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const { name = fallbackName, ...fields } = input as { name?: unknown };
  return { name, ...fields };
}

/**
 * Checks an environment file and fills in every default. Pure and total: bad input is a result, not
 * an exception, and all faults are found at once.
 *
 * @param input what the file exports
 * @param fallbackName the environment's name when the file gives none
 */
export function parseEnvironment(input: unknown, fallbackName: string): ParseResult {
  const named = withName(input, fallbackName);
  const parsed = strictSchema.safeParse(named);
  const shape: ShapeFault[] = [
    ...lostEntries(named),
    ...(parsed.success ? [] : shapeFaults(named, parsed.error.issues)),
  ];
  const complete = (parsed.success ? parsed.data : lenient().parse(named)) as Environment;
  const exists = (path: Path) =>
    shape.every(({ path: faulty, ofName }) => ofName === true || !startsWith(path, faulty));
  const isSound = (path: Path) =>
    exists(path) && shape.every((fault) => !startsWith(fault.path, path));
  const between = rules
    .flatMap((rule) => rule(complete, isSound))
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
  const faults = inFileOrder(input, [
    ...shape.map(({ path, value, rule, fix }) => ({ path, value, rule, fix })),
    ...between,
  ]);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, environment: complete };
}
