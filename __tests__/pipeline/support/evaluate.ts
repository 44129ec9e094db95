import { expressions } from "./github-actions";

/** Values that expressions read, such as `github` and `vars`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the job or its steps went so far. */
export interface Outcome {
  readonly failed: boolean;
}

/** Evaluates one expression without its braces. */
function value(expression: string, contexts: Contexts, { failed }: Outcome): unknown {
  const { data, Evaluator, Lexer, Parser } = expressions;
  const status = (name: string, result: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(result),
  });
  const functions = [
    status("success", !failed),
    status("failure", failed),
    status("always", true),
    status("cancelled", false),
  ];
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const context = JSON.parse(JSON.stringify(contexts), data.reviver) as InstanceType<
    typeof data.Dictionary
  >;
  const result = new Evaluator(
    parsed,
    context,
    new Map(functions.map((each) => [each.name, each])),
  ).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer));
}

/** Replaces every expression in a text. */
export function interpolate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => {
    const result = value(expression, contexts, { failed: false });
    return result === null ? "" : String(result);
  });
}

/** Whether a job or a step runs: without a function of status, only after success. */
export function condition(text: string | undefined, contexts: Contexts, outcome: Outcome): boolean {
  const expression = (text ?? "success()").trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
  const asksStatus = /\b(success|failure|always|cancelled)\(\)/.test(expression);
  return Boolean(
    value(asksStatus ? expression : `success() && (${expression})`, contexts, outcome),
  );
}
