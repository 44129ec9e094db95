import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { EmulatorError } from "../../model/emulator-error.ts";

/** A Lambda function's handler: it returns its result, or hands it to the callback. */
export type TriggerHandler = (
  event: unknown,
  context: Readonly<Record<string, unknown>>,
  callback: (error: unknown, result?: unknown) => void,
) => unknown;

/** A local function in place of a trigger's Lambda function. */
export interface UserPoolTrigger {
  /** Name of the user pool. */
  readonly userPool: string;
  /** The handler, or where it is: the path of a module, with `#<export>` where it is not `handler`. */
  readonly preTokenGeneration: TriggerHandler | string;
}

/** Cognito waits no longer. */
const timeoutMs = 5000;

/** @throws EmulatorError when the module cannot be loaded or has no such function */
export async function loadHandler(handler: TriggerHandler | string): Promise<TriggerHandler> {
  if (typeof handler === "function") return handler;
  const [, file = handler, name = "handler"] = /^(.*?)(?:#(\w+))?$/s.exec(handler) ?? [];
  let exports: Record<string, unknown>;
  try {
    exports = (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
  } catch (error) {
    throw new EmulatorError(
      `The module ${file} of a trigger cannot be loaded: ${(error as Error).message}. Without it, tokens would not be those of AWS. Correct its path or its content.`,
    );
  }
  const found = exports[name] ?? (exports.default as Record<string, unknown> | undefined)?.[name];
  if (typeof found === "function") return found as TriggerHandler;
  throw new EmulatorError(
    `The module ${file} of a trigger has no function "${name}". Its exports: ${Object.keys(exports).join(", ") || "none"}. Name one of them: ${file}#<export>.`,
  );
}

/**
 * Runs a handler as Lambda does: event and result are JSON, and it has five seconds.
 * @throws Error what the handler throws, or that it took too long
 */
export async function runHandler(handler: TriggerHandler, event: unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Task timed out after 5.00 seconds")), timeoutMs);
  });
  const run = new Promise<unknown>((fulfil, reject) => {
    const copy = JSON.parse(JSON.stringify(event)) as unknown;
    const callback = (error: unknown, result?: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error(String(error)));
      else fulfil(result);
    };
    const returned = handler(copy, {}, callback);
    // A handler with a callback returns nothing of use.
    if (returned instanceof Promise) returned.then(fulfil, reject);
    else if (handler.length < 3) fulfil(returned);
  });
  try {
    const result = await Promise.race([run, timeout]);
    return result === undefined ? undefined : JSON.parse(JSON.stringify(result));
  } finally {
    clearTimeout(timer);
  }
}
