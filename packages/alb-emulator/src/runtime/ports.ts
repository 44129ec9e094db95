import { createServer } from "node:net";
import { EmulatorError } from "../model/emulator-error.ts";

/**
 * The port to listen on: the given one, else the default one while it is free (so that addresses in
 * the browser's history stay valid), else any free one. A given 0 is any free one too.
 * @throws EmulatorError when the given port is in use
 */
export async function choosePort(given: number | undefined, byDefault: number): Promise<number> {
  if (given) {
    if (await isFree(given)) return given;
    throw new EmulatorError(
      `Port ${given} is in use, so the emulator cannot listen on it. Use another port, or 0 for any free one.`,
    );
  }
  if (given === undefined && (await isFree(byDefault))) return byDefault;
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
