import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { unzipSync } from "fflate";
import type { TriggerHandler } from "../cognito/triggers/trigger-handler.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { TriggerFunction } from "../model/trigger-function.ts";
import { LocalLambda } from "./local-lambda.ts";

/** A trigger's Lambda function that runs from its own code. */
export interface DeclaredTrigger {
  readonly handler: TriggerHandler;
  close(): Promise<void>;
}

const extensions = [".mjs", ".js", ".cjs"];

/**
 * Unpacks the code of a function, which runs with the function's own environment variables and none of
 * this process.
 * @throws EmulatorError when Lambda could not run the code either
 */
export function openDeclaredTrigger(
  declared: TriggerFunction,
  onOutput: (line: string) => void,
): DeclaredTrigger {
  const { name, functionArn, handler, environment, timeoutSeconds, memoryMiB } = declared;
  const files = unzip(declared);
  const [module = "", exportName = ""] = handler.split(/\.(?=[^.]*$)/);
  const entry = extensions.map((extension) => module + extension).find((file) => file in files);
  if (entry === undefined) {
    throw new EmulatorError(
      `The code of Lambda function ${name} has no ${module}.mjs or ${module}.js, which handler "${handler}" names. It has: ${Object.keys(files).join(", ") || "no file"}. Correct handler, or the zip file.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "alb-emulator-function-"));
  for (const [file, content] of Object.entries(files)) {
    const path = resolve(folder, file);
    if (file.endsWith("/") || relative(folder, path).startsWith("..")) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const lambda = new LocalLambda({
    file: join(folder, entry),
    exportName,
    name,
    arn: functionArn,
    timeoutSeconds,
    memoryMiB,
    env: { ...environment, AWS_LAMBDA_FUNCTION_NAME: name },
    onOutput,
  });
  return {
    handler: async (event) => {
      const result = await lambda.invoke(event);
      if (result.type === "error") throw new Error(result.message);
      return JSON.parse(result.json) as unknown;
    },
    close: async () => {
      await lambda.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unzip({ name, zip }: TriggerFunction): Record<string, Uint8Array> {
  try {
    return unzipSync(Buffer.from(zip, "base64"));
  } catch (error) {
    throw new EmulatorError(
      `The code of Lambda function ${name} is not a zip file (${(error as Error).message}), so AWS would reject it. Correct content_base64 of its object.`,
    );
  }
}
