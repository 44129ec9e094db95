import { connect } from "node:net";

const pauseMs = 40;

/** Whether a program accepts connections on the port before the timeout, or before it has ended. */
export async function waitUntilListening(
  port: number,
  timeoutMs: number,
  hasEnded: () => boolean,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !hasEnded()) {
    if (await accepts(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const finish = (accepted: boolean) => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}
