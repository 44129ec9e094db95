import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { EmulatorError } from "../model/emulator-error.ts";

export const defaultInspectorPort = 8400;

/** How far to look for the next free port. */
const maxSkippedPorts = 50;

const loopback = "127.0.0.1";

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, from 49152 elsewhere):
 * such a connection could take a port between the moment it is found free and the moment it is used.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6335#section-6
 */
const seldomTaken = [20_000, 32_768] as const;

/** The ports that one emulator listens on. Each name keeps its port from one reload to the next. */
export class PortBook {
  readonly #ports = new Map<string, number>();

  /** @param host Address to listen on. */
  constructor(private readonly host = loopback) {}

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
    if (isFirstTime && given) await this.#check(given, "Use another port, or 0 for any free one.");
    const allotted = new Map<string, number>();
    for (const [index, name] of names.entries()) {
      const preferred = given === 0 ? undefined : (given ?? byDefault) + index;
      const port = (await this.#previous(name)) ?? (await this.#next(preferred));
      this.#ports.set(name, port);
      allotted.set(name, port);
    }
    return allotted;
  }

  /**
   * A port for a name that has no choice.
   * @param advice What to do when it cannot be used.
   * @throws EmulatorError when it cannot be used
   */
  async take(name: string, port: number, advice: string): Promise<number> {
    await this.#check(port, advice);
    this.#ports.set(name, port);
    return port;
  }

  async #check(port: number, advice: string): Promise<void> {
    const error = await listenError(port, this.host);
    if (error === undefined) return;
    throw new EmulatorError(`${reason(error, port, this.host)} ${advice}`);
  }

  async #previous(name: string): Promise<number | undefined> {
    const port = this.#ports.get(name);
    return port !== undefined && (await this.#isFree(port)) ? port : undefined;
  }

  async #next(preferred: number | undefined): Promise<number> {
    const taken = new Set(this.#ports.values());
    for (let skipped = 0; preferred !== undefined && skipped < maxSkippedPorts; skipped++) {
      const port = preferred + skipped;
      if (!taken.has(port) && (await this.#isFree(port))) return port;
    }
    for (;;) {
      const port = await freePort(this.host);
      if (!taken.has(port)) return port;
    }
  }

  async #isFree(port: number): Promise<boolean> {
    return (await listenError(port, this.host)) === undefined;
  }
}

/**
 * A free port that nobody has asked for.
 * @throws Error of Node when the machine does not have the address
 */
export async function freePort(host = loopback): Promise<number> {
  for (let tries = 0; tries < maxSkippedPorts; tries++) {
    const port = randomInt(...seldomTaken);
    if ((await listenError(port, host)) === undefined) return port;
  }
  return portOfSystem(host);
}

function portOfSystem(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Why a port cannot be listened on: the code of Node's error. `undefined` when it can. */
function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code = "" }: NodeJS.ErrnoException) => resolve(code));
    if (port > 65_535) return resolve("ERR_SOCKET_BAD_PORT");
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

function reason(code: string, port: number, host: string): string {
  switch (code) {
    case "EACCES":
      return `Port ${port} needs a permission that this user does not have, so the emulator cannot listen on it.`;
    case "EADDRNOTAVAIL":
      return `This machine does not have the address ${host}, so the emulator cannot listen on it.`;
    default:
      return `Port ${port} is in use, so the emulator cannot listen on it.`;
  }
}
