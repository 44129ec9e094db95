import { connect } from "node:net";

const pauseMs = 40;

/** Where `localhost` may lead: some programs listen on one of them only. */
const loopback = { "127.0.0.1": "127.0.0.1", "::1": "[::1]" } as const;

/**
 * Waits until a program accepts connections on the port.
 * @returns the loopback address as in a URL; `undefined` after the timeout, or when the program ended
 */
export async function waitUntilListening(
  port: number,
  timeoutMs: number,
  hasEnded: () => boolean,
): Promise<string | undefined> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && !hasEnded()) {
    const host = await listeningHost(port);
    if (host !== undefined) return host;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return undefined;
}

/** Whether a program on this machine accepts connections on the port. */
export async function isListening(port: number): Promise<boolean> {
  return (await listeningHost(port)) !== undefined;
}

async function listeningHost(port: number): Promise<string | undefined> {
  for (const [address, host] of Object.entries(loopback)) {
    if (await accepts(port, address)) return host;
  }
  return undefined;
}

function accepts(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    const finish = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}
