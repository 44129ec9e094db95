import { createServer } from "node:net";
import { EmulatorError } from "../model/emulator-error.ts";

/** How far to look for the next free port. */
const maxSkippedPorts = 50;

/** The ports that one emulator listens on. Each name keeps its port from one reload to the next. */
export class PortBook {
  readonly #ports = new Map<string, number>();

  /**
   * Ports for several names, in their order. Each keeps the one it had. Else the first gets the given
   * port, or the default one while that is free (so that addresses in the browser's history stay
   * valid); the others get the next ones that are free and belong to no other name.
   * @param given 0 is any free port
   * @throws EmulatorError when the given port is in use
   */
  async allot(
    names: readonly string[],
    given: number | undefined,
    byDefault: number,
  ): Promise<ReadonlyMap<string, number>> {
    const isFirstTime = !names.some((name) => this.#ports.has(name));
    if (isFirstTime && given && !(await isFree(given))) {
      throw new EmulatorError(
        `Port ${given} is in use, so the emulator cannot listen on it. Use another port, or 0 for any free one.`,
      );
    }
    const allotted = new Map<string, number>();
    for (const [index, name] of names.entries()) {
      const preferred = given === 0 ? undefined : (given ?? byDefault) + index;
      const port = (await this.#previous(name)) ?? (await this.#next(preferred));
      this.#ports.set(name, port);
      allotted.set(name, port);
    }
    return allotted;
  }

  async #previous(name: string): Promise<number | undefined> {
    const port = this.#ports.get(name);
    return port !== undefined && (await isFree(port)) ? port : undefined;
  }

  async #next(preferred: number | undefined): Promise<number> {
    const taken = new Set(this.#ports.values());
    for (let skipped = 0; preferred !== undefined && skipped < maxSkippedPorts; skipped++) {
      const port = preferred + skipped;
      if (!taken.has(port) && (await isFree(port))) return port;
    }
    for (;;) {
      const port = await freePort();
      if (!taken.has(port)) return port;
    }
  }
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
    if (port > 65_535) return resolve(false);
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
