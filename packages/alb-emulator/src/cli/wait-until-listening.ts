import { connect } from "node:net";

const pauseMilliseconds = 40;

/** Resolves to whether somebody accepts connections on the port before time or patience is out. */
export async function waitUntilListening(
  port: number,
  timeoutMilliseconds: number,
  isHopeless: () => boolean,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMilliseconds;
  while (Date.now() < deadline && !isHopeless()) {
    if (await accepts(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
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
