// Runs one Lambda function in a worker thread of the emulator, with environment variables of its own.
import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

const { file, exportName, name, arn, memoryMiB } = workerData;

const loading = load();
// Each invocation reports it.
loading.catch(() => undefined);

parentPort.on("message", async ({ id, event, deadlineMs }) => {
  try {
    const result = await run(await loading, event, contextOf(deadlineMs));
    parentPort.postMessage({ id, type: "result", json: JSON.stringify(result ?? null) });
  } catch (error) {
    parentPort.postMessage({ id, type: "error", message: describe(error) });
  }
});

async function load() {
  const module = await import(pathToFileURL(file).href);
  const handler = module[exportName] ?? module.default?.[exportName];
  if (typeof handler === "function") return handler;
  throw new Error(
    `${file} has no function "${exportName}". Export it, or name another one: FILE#NAME`,
  );
}

/** Handlers return a promise, or call back. */
function run(handler, event, context) {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, result) =>
      error ? reject(error) : resolve(result),
    );
    if (typeof returned?.then === "function") returned.then(resolve, reject);
  });
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(deadlineMs) {
  return {
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMiB),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `${new Date().toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]local`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

function describe(error) {
  return error instanceof Error ? (error.stack ?? String(error)) : `It threw ${String(error)}`;
}
