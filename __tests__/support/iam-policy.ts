import type { PolicyStatement } from "../../constructs/policy-document";

/** A request as IAM decides it. */
export interface IamRequest {
  /** Such as `ecs:CreateService`. */
  readonly action: string;
  /** ARN of the resource; absent where a test does not know it, which then fits every statement. */
  readonly resource?: string | undefined;
  /** Condition keys that a test knows; the others fit every condition. */
  readonly context?: Readonly<Record<string, string>>;
}

const operators: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  "ForAnyValue:StringEquals": (pattern, value) => pattern === value,
  StringLike: matchesPattern,
  ArnEquals: matchesPattern,
};

/** Whether a pattern with `*` and `?` matches a whole text. */
export function matchesPattern(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

/**
 * Whether statements allow a request, and none denies it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(statements: readonly PolicyStatement[], request: IamRequest): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return (
    applying.some(({ Effect }) => Effect === "Allow") &&
    !applying.some(({ Effect }) => Effect === "Deny" && request.resource !== undefined)
  );
}

function applies(
  { Action, Resource = [], Condition = {} }: PolicyStatement,
  { action, resource, context = {} }: IamRequest,
): boolean {
  return (
    listed(Action).some((each) => matchesPattern(each.toLowerCase(), action.toLowerCase())) &&
    (resource === undefined || listed(Resource).some((each) => matchesPattern(each, resource))) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) => {
        const value = context[key];
        return (
          value === undefined || listed(expected).some((each) => compare(operator, each, value))
        );
      }),
    )
  );
}

function compare(operator: string, pattern: string, value: string): boolean {
  const matches = operators[operator];
  if (matches === undefined) throw new Error(`The test does not know the operator ${operator}.`);
  return matches(pattern, value);
}

/** A policy's element that may be one text or a list. */
export function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
