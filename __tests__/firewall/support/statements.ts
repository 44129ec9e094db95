import { documentedGroups } from "./documented-rules";
import type { WebRequest } from "./web-request";

/** Emitted JSON of a statement, with one key. */
export type EmittedStatement = Readonly<Record<string, unknown>>;

/** What evaluating the rules has found out about a request so far. */
export interface Evaluation {
  readonly request: WebRequest;
  readonly labels: Set<string>;
  /** Number of earlier requests that a rate limit counts for the same address, by statement. */
  readonly rates: Map<object, Map<string, number>>;
}

/** What a statement does to a request. `block` is the decision of a rule inside a group. */
export type Match = "no" | "yes" | "block";

type Evaluate = (statement: never, evaluation: Evaluation) => Match;

const kinds: Readonly<Record<string, Evaluate>> = {
  and_statement: ({ statement }: { statement: EmittedStatement[] }, evaluation) =>
    matchIf(statement.length >= 2 && statement.every((each) => holds(each, evaluation))),
  or_statement: ({ statement }: { statement: EmittedStatement[] }, evaluation) => {
    if (statement.length < 2) throw new Error("AWS accepts an OR of two or more statements");
    return matchIf(statement.some((each) => holds(each, evaluation)));
  },
  not_statement: ({ statement }: { statement: EmittedStatement }, evaluation) =>
    matchIf(!holds(statement, evaluation)),
  label_match_statement: ({ scope, key }: { scope: string; key: string }, { labels }) => {
    if (scope !== "LABEL") throw new Error(`Unknown scope ${scope}`);
    return matchIf(labels.has(key));
  },
  byte_match_statement: byteMatch,
  rate_based_statement: rateLimit,
  managed_rule_group_statement: managedGroup,
};

/** Evaluates an emitted statement, and adds the labels of its rules. Anything unknown is an error. */
export function evaluate(statement: EmittedStatement, evaluation: Evaluation): Match {
  const [[kind, content] = [], ...others] = Object.entries(statement);
  const known = kind === undefined ? undefined : kinds[kind];
  if (known === undefined || others.length > 0) {
    throw new Error(`Unknown statement ${Object.keys(statement).join(", ")}`);
  }
  return known(content as never, evaluation);
}

function holds(statement: EmittedStatement, evaluation: Evaluation): boolean {
  return evaluate(statement, evaluation) === "yes";
}

function matchIf(condition: boolean): Match {
  return condition ? "yes" : "no";
}

interface ByteMatch {
  readonly field_to_match: {
    readonly uri_path?: object;
    readonly single_header?: { readonly name: string };
  };
  readonly positional_constraint: string;
  readonly search_string: string;
  readonly text_transformation: readonly { readonly type: string }[];
}

function byteMatch(statement: ByteMatch, { request }: Evaluation): Match {
  const {
    field_to_match: field,
    positional_constraint: constraint,
    search_string: text,
  } = statement;
  const transformations = statement.text_transformation.map(({ type }) => type);
  if (transformations.join() !== "NONE") throw new Error(`Unknown ${transformations}`);
  const value =
    field.uri_path === undefined
      ? request.headers[field.single_header?.name ?? "no field"]
      : request.path;
  switch (constraint) {
    case "EXACTLY":
      return matchIf(value === text);
    case "STARTS_WITH":
      return matchIf(value?.startsWith(text) === true);
    default:
      throw new Error(`Unknown constraint ${constraint}`);
  }
}

interface RateLimit {
  readonly limit: number;
  readonly aggregate_key_type: string;
  readonly evaluation_window_sec: number;
  readonly scope_down_statement?: EmittedStatement;
}

/** Counts as if every request of a test were in one window, and as if AWS WAF counted exactly. */
function rateLimit(statement: RateLimit, evaluation: Evaluation): Match {
  if (statement.aggregate_key_type !== "IP") throw new Error("Unknown key of a rate limit");
  const { scope_down_statement: scope } = statement;
  if (scope !== undefined && !holds(scope, evaluation)) return "no";
  const counts = evaluation.rates.get(statement) ?? new Map<string, number>();
  evaluation.rates.set(statement, counts);
  const { clientAddress } = evaluation.request;
  const count = (counts.get(clientAddress) ?? 0) + 1;
  counts.set(clientAddress, count);
  return matchIf(count > statement.limit);
}

interface ManagedGroup {
  readonly vendor_name: string;
  readonly name: string;
  readonly rule_action_override?: readonly {
    readonly name: string;
    readonly action_to_use: { readonly count?: object };
  }[];
  readonly scope_down_statement?: EmittedStatement;
}

function managedGroup(statement: ManagedGroup, evaluation: Evaluation): Match {
  const rules = documentedGroups[statement.name];
  if (rules === undefined || statement.vendor_name !== "AWS") {
    throw new Error(`No documented conditions of ${statement.name}`);
  }
  const overrides = statement.rule_action_override ?? [];
  for (const { name, action_to_use: action } of overrides) {
    if (!rules.some((rule) => rule.name === name)) throw new Error(`No rule ${name} to override`);
    if (action.count === undefined) throw new Error(`Unknown action for ${name}`);
  }
  const { scope_down_statement: scope } = statement;
  if (scope !== undefined && !holds(scope, evaluation)) return "no";
  const counted = new Set(overrides.map(({ name }) => name));
  for (const { name, label, matches } of rules) {
    if (!matches(evaluation.request)) continue;
    evaluation.labels.add(label);
    // A rule that blocks ends the group; one that counts does not.
    if (!counted.has(name)) return "block";
  }
  return "no";
}
