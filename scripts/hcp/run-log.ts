import { stripVTControlCharacters } from "node:util";

/** What people want to read of a log of Terraform. */
export interface RunLog {
  /** A line for each resource that a plan changes. */
  readonly changes: readonly string[];
  /** Error messages, with their details. */
  readonly errors: readonly string[];
}

interface LogMessage {
  readonly type?: string;
  readonly "@message"?: string;
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

const maxErrorLines = 60;

/**
 * Reads a log: lines of JSON, which workspaces write by default, or text.
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function readRunLog(text: string): RunLog {
  // HCP Terraform marks the beginning and the end of a log with STX and ETX.
  const lines = stripVTControlCharacters(text)
    .replaceAll("\u0002", "")
    .replaceAll("\u0003", "")
    .split(/\r?\n/);
  const messages = lines.flatMap((line) => messageOf(line) ?? []);
  return messages.length > 0 ? ofMessages(messages) : ofText(lines);
}

function messageOf(line: string): LogMessage | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const message = JSON.parse(line) as LogMessage;
    return message["@message"] === undefined ? undefined : message;
  } catch {
    return undefined;
  }
}

function ofMessages(messages: readonly LogMessage[]): RunLog {
  return {
    changes: messages
      .filter(({ type }) => type === "planned_change")
      .map((message) => message["@message"] ?? ""),
    errors: messages.flatMap(({ diagnostic }) => {
      if (diagnostic?.severity !== "error") return [];
      const { summary, detail = "", address } = diagnostic;
      const at = address === undefined ? "" : ` (${address})`;
      return [`${summary}${at}${detail === "" ? "" : `\n${detail}`}`];
    }),
  };
}

function ofText(lines: readonly string[]): RunLog {
  const plain = lines.map((line) => line.replace(/^[│╷╵]\s?/, "").trimEnd());
  const first = plain.findIndex((line) => /^Error: /.test(line));
  const errors = first === -1 ? [] : plain.slice(first, first + maxErrorLines);
  return {
    changes: plain.flatMap((line) => {
      const [, change] = /^\s*# (\S.* (?:will|must) be .+)$/.exec(line) ?? [];
      return change === undefined ? [] : [change];
    }),
    errors: errors.length === 0 ? [] : [errors.join("\n").trim()],
  };
}
