/**
 * A condition of a rule, with Terraform's names: the provider's class passes statements on as they are.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements.html
 */
export type Statement = Readonly<Record<string, unknown>>;

/** A label that a rule before this one put on the request, by its whole name. */
export function hasLabel(key: string): Statement {
  return { label_match_statement: { scope: "LABEL", key } };
}

/** The path as it was sent: one path, or every path that starts with what stands before `*`. */
export function hasPath(path: string): Statement {
  const isPrefix = path.endsWith("*");
  return byteMatch(
    { uri_path: {} },
    isPrefix ? "STARTS_WITH" : "EXACTLY",
    isPrefix ? path.slice(0, -1) : path,
  );
}

/** A header with exactly this value. Names are in lower case. */
export function hasHeader(name: string, value: string): Statement {
  return byteMatch({ single_header: { name } }, "EXACTLY", value);
}

/** An address of the client that an IP set contains. */
export function isFromIpSet(arn: string): Statement {
  return { ip_set_reference_statement: { arn } };
}

/** Every statement holds. */
export function all(statements: readonly [Statement, Statement, ...Statement[]]): Statement {
  return { and_statement: { statement: statements } };
}

/** One of the statements holds. */
export function any(statements: readonly Statement[]): Statement {
  const [only, ...others] = statements;
  if (only === undefined) throw new Error("any() needs a statement");
  // AWS accepts an OR of two or more.
  return others.length === 0 ? only : { or_statement: { statement: statements } };
}

/** The statement does not hold. */
export function not(statement: Statement): Statement {
  return { not_statement: { statement } };
}

function byteMatch(field: Statement, constraint: string, text: string): Statement {
  return {
    byte_match_statement: {
      field_to_match: field,
      positional_constraint: constraint,
      search_string: text,
      text_transformation: [{ priority: 0, type: "NONE" }],
    },
  };
}
