import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { EmulatorError } from "../model/emulator-error.ts";

/** Releases the state folder. */
export type ReleaseLock = () => Promise<void>;

/** In the lock file: where the owner listens, and how it can be recognized. */
interface Owner {
  readonly port: number;
  readonly token: string;
}

/** An owner that is suspended does not respond, but its system still accepts connections. */
const responseTimeoutMs = 1_000;

/**
 * Makes this process the only emulator that uses a state folder. The owner listens on loopback, so
 * the lock of a process that was killed is recognized: nobody listens there any more, or somebody else.
 * @param file Lock file in the folder.
 * @throws EmulatorError when another emulator uses the folder
 */
export async function lockState(file: string): Promise<ReleaseLock> {
  const token = randomUUID();
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(token);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  try {
    await writeLock(file, { port, token });
  } catch (error) {
    await close();
    throw error;
  }
  return async () => {
    rmSync(file, { force: true });
    await close();
  };
}

async function writeLock(file: string, owner: Owner): Promise<void> {
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(owner), { flag: "wx", mode: 0o600 });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw new EmulatorError(
          `The state folder cannot be used: ${(error as Error).message}. The emulator keeps users and keys there. Make it writable, or use another folder.`,
        );
      }
    }
    const other = readOwner(file);
    if (other !== undefined && (await isAlive(other))) {
      throw new EmulatorError(
        `Another emulator uses the same state folder (${file}), and each would overwrite the users of the other. Stop it, or use another folder.`,
      );
    }
    rmSync(file, { force: true });
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    const { port, token } = JSON.parse(readFileSync(file, "utf8"));
    return Number.isInteger(port) && port > 0 && port < 65_536 && typeof token === "string"
      ? { port, token }
      : undefined;
  } catch {
    // Removed meanwhile, or damaged.
    return undefined;
  }
}

function isAlive({ port, token }: Owner): Promise<boolean> {
  return new Promise((resolve) => {
    let received = "";
    const socket = connect(port, "127.0.0.1");
    const finish = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.setEncoding("utf8").setTimeout(responseTimeoutMs, () => finish(true));
    socket.on("data", (text: string) => {
      received = (received + text).slice(0, token.length + 1);
    });
    socket.once("end", () => finish(received === token));
    socket.once("error", () => finish(false));
  });
}
