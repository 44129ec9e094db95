/** One planned change. */
export interface Change {
  /** Address of the resource, such as `aws_lb_listener_rule.tasks_100`. */
  readonly address: string;
  readonly action: "create" | "update" | "replace" | "delete";
}

/** Number of resources that a plan would change, or that an apply has changed. */
export interface ChangeSummary {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** A moment of an apply. */
export interface ApplyEvent {
  readonly type: "start" | "complete";
  readonly address: string;
  readonly action: string;
}

/** The parts of Terraform's `-json` output that tests use. */
export interface MachineOutput {
  readonly changes: readonly Change[];
  /** What an apply did, in order. */
  readonly events: readonly ApplyEvent[];
  /** `undefined` if Terraform failed earlier. */
  readonly summary: ChangeSummary | undefined;
  /** Names of outputs that would change. */
  readonly changedOutputs: readonly string[];
  /** Every error: summary, detail and block. */
  readonly errors: readonly string[];
  /** Every warning, in the same form. */
  readonly warnings: readonly string[];
}

interface Message {
  readonly type: string;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly hook?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly changes?: ChangeSummary;
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail: string;
    readonly address?: string;
    readonly snippet?: { readonly context?: string };
  };
}

const applyMoments: Readonly<Record<string, ApplyEvent["type"]>> = {
  apply_start: "start",
  apply_complete: "complete",
};

const changing = new Set<string>(["create", "update", "replace", "delete"]);

function isChange(change: Change | { readonly action: string }): change is Change {
  return changing.has(change.action);
}

/**
 * Parses Terraform's machine-readable output; ignores lines that are not JSON.
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function parseMachineOutput(output: string): MachineOutput {
  const messages = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Message);
  const summary = messages.findLast(({ type }) => type === "change_summary")?.changes;
  return {
    changes: messages
      .flatMap(({ type, change }) =>
        type !== "planned_change" || change === undefined
          ? []
          : [{ address: change.resource.addr, action: change.action }],
      )
      .filter(isChange),
    events: messages.flatMap(({ type, hook }) => {
      const moment = applyMoments[type];
      if (moment === undefined || hook === undefined) return [];
      return [{ type: moment, address: hook.resource.addr, action: hook.action }];
    }),
    summary: summary && { add: summary.add, change: summary.change, remove: summary.remove },
    changedOutputs: messages.flatMap(({ type, outputs = {} }) =>
      type !== "outputs"
        ? []
        : Object.entries(outputs).flatMap(([name, { action }]) =>
            action !== undefined && changing.has(action) ? [name] : [],
          ),
    ),
    errors: diagnostics(messages, "error"),
    warnings: diagnostics(messages, "warning"),
  };
}

function diagnostics(messages: readonly Message[], severity: "error" | "warning"): string[] {
  return messages.flatMap(({ diagnostic }) => {
    if (diagnostic?.severity !== severity) return [];
    const { address, snippet, summary, detail } = diagnostic;
    return [`${summary}: ${detail} (${address ?? snippet?.context ?? "no block"})`];
  });
}
