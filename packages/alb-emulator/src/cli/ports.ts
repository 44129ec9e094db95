import { createServer } from "node:net";
import { UsageError } from "./options.ts";

/**
 * The port to listen on: the one that was asked for, else the usual one while it is free (an address
 * in the browser's history stays right), else any free one.
 */
export async function choosePort(given: number | undefined, usual: number): Promise<number> {
  if (given) {
    if (await isFree(given)) return given;
    throw new UsageError(`Port ${given} is in use. Give another one, or 0 for any that is free.`);
  }
  if (given === undefined && (await isFree(usual))) return usual;
  return freePort();
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
