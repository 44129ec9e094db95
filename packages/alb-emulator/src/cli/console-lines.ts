import type { NumberedEvent } from "../inspector/event-log.ts";
import type { RuleEvaluation } from "../model/event.ts";

const mutedColor = 2;
const badColor = 31;
const noteColor = 33;
const codeColor = 36;

/** The console's lines for an event; none for an event that only the inspector shows. */
export function consoleLines(entry: NumberedEvent, isColored: boolean): string[] {
  const paint = (code: number, text: string) =>
    isColored && text ? `\u001b[${code}m${text}\u001b[0m` : text;
  const why = (explanation: string | undefined) =>
    explanation ? [paint(badColor, indent(explanation))] : [];

  switch (entry.source) {
    case "notice":
      return [paint(noteColor, entry.event.text), ...why(entry.event.explanation)];
    case "user-pool": {
      const { type, message, explanation } = entry.event;
      if (type === "code-sent") return [paint(codeColor, message)];
      return explanation ? [paint(badColor, message), ...why(explanation)] : [];
    }
    case "service-log":
    case "replay":
      return [];
    case "load-balancer": {
      const { application, request, response, ruleEvaluations, actions, errorReason, explanation } =
        entry.event;
      const rule = ruleEvaluations.find(({ matched }) => matched);
      const text = `${response.status} ${request.method} ${request.path}`;
      const details = [application, rule && ruleName(rule), actions.join(" → "), errorReason]
        .filter(Boolean)
        .join(" · ");
      return [
        `${paint(colorOf(response.status), text)}  ${paint(mutedColor, details)}`,
        ...why(explanation),
      ];
    }
  }
}

function ruleName({ origin, priority }: RuleEvaluation): string {
  return origin?.name ?? (priority === "default" ? "default rule" : `rule ${priority}`);
}

function colorOf(status: number): number {
  if (status >= 500) return badColor;
  return status >= 400 ? noteColor : 0;
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
