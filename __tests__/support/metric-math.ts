/** Data points of a metric in one period; absent where it reported nothing. */
export type Values = Readonly<Record<string, number | undefined>>;

const tokenPattern = /\s*([A-Za-z]\w*|\d+(?:\.\d+)?|>=|<=|==|[-+*/(),<>])/y;

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < expression.length) {
    const match = pattern.exec(expression);
    if (match === null) throw new Error(`not metric math: ${expression}`);
    tokens.push(match[1] ?? "");
  }
  return tokens;
}

/**
 * The value that CloudWatch's metric math gives an expression in one period: `undefined` where a metric
 * that it needs has none, since an operation with missing data has no data. It knows `IF`, `FILL` with a
 * number, comparisons and arithmetic.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluateMetricMath(expression: string, values: Values): number | undefined {
  const tokens = tokensOf(expression);
  let index = 0;
  const peek = () => tokens[index];
  const next = () => tokens[index++] ?? "";
  const take = (token: string) => {
    const found = next();
    if (found !== token) throw new Error(`expected ${token}, found ${found} in ${expression}`);
  };

  function operation(
    operators: Readonly<Record<string, (a: number, b: number) => number>>,
    operand: () => number | undefined,
  ): number | undefined {
    let left = operand();
    for (
      let apply = operators[peek() ?? ""];
      apply !== undefined;
      apply = operators[peek() ?? ""]
    ) {
      next();
      const right = operand();
      left = left === undefined || right === undefined ? undefined : apply(left, right);
    }
    return left;
  }

  const comparison = (): number | undefined =>
    operation(
      {
        ">=": (a, b) => Number(a >= b),
        "<=": (a, b) => Number(a <= b),
        "==": (a, b) => Number(a === b),
        ">": (a, b) => Number(a > b),
        "<": (a, b) => Number(a < b),
      },
      sum,
    );
  const sum = (): number | undefined =>
    operation({ "+": (a, b) => a + b, "-": (a, b) => a - b }, product);
  const product = (): number | undefined =>
    // A data point that divides by zero is missing.
    operation({ "*": (a, b) => a * b, "/": (a, b) => (b === 0 ? Number.NaN : a / b) }, atom);

  function atom(): number | undefined {
    const token = next();
    if (token === "(") {
      const value = comparison();
      take(")");
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (peek() !== "(") return values[token];
    take("(");
    const parameters = [comparison()];
    while (peek() === ",") {
      next();
      parameters.push(comparison());
    }
    take(")");
    return call(token, parameters);
  }

  function call(name: string, parameters: readonly (number | undefined)[]): number | undefined {
    const [first, second, third] = parameters;
    if (name === "FILL") return first ?? second;
    if (name === "IF") return first === undefined ? undefined : first !== 0 ? second : third;
    throw new Error(`unknown function ${name} in ${expression}`);
  }

  const value = comparison();
  if (index !== tokens.length) throw new Error(`unexpected ${peek()} in ${expression}`);
  return Number.isNaN(value) ? undefined : value;
}

/** How an alarm compares, and which data it counts. */
export interface EvaluatedAlarm {
  readonly comparison_operator?: unknown;
  readonly threshold?: unknown;
  readonly datapoints_to_alarm?: unknown;
  readonly evaluation_periods?: unknown;
  readonly treat_missing_data?: unknown;
}

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/**
 * Whether an alarm is in state ALARM after these data points, the newest last. It looks at its last
 * `evaluation_periods`, of which `datapoints_to_alarm` must be breaching.
 */
export function isInAlarm(alarm: EvaluatedAlarm, points: readonly (number | undefined)[]): boolean {
  const compare = comparisons[String(alarm.comparison_operator)];
  if (compare === undefined) throw new Error(`unknown ${String(alarm.comparison_operator)}`);
  const periods = Number(alarm.evaluation_periods);
  const seen = Array.from({ length: periods }, (_, age) => points[points.length - periods + age]);
  const breaching = seen.filter((value) =>
    value === undefined
      ? alarm.treat_missing_data === "breaching"
      : compare(value, Number(alarm.threshold)),
  );
  return breaching.length >= Number(alarm.datapoints_to_alarm);
}
