import { connect } from "node:net";
import { UserError } from "../../../config/user-error";
import { found } from "../findings/registry";
import { type Address, addressOf, realHostOf } from "../http/address";
import { connectionError } from "../http/doctor-client";
import { judged, type StepResult } from "../step";
import type { WalkContext } from "../walk-context";

/**
 * Resolves the host and connects to it.
 * @throws UserError when this machine's resolver is not reached
 */
export async function lookAtDns({ url, options, resolve }: WalkContext): Promise<StepResult> {
  const address = addressOf(url, options.connectTo);
  const host = realHostOf(url);
  let addresses: readonly string[];
  try {
    addresses = await resolve(address.host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAI_AGAIN") {
      throw new UserError(
        `This machine cannot ask for the address of ${address.host} now (EAI_AGAIN), so the doctor cannot look. Check its own network, or give the address with --connect-to.`,
      );
    }
    const proof = [`Resolving ${address.host}: ${connectionError(error)}.`];
    return judged("dns", proof, [
      found("dns-missing", {
        summary: `${host} does not resolve, so no browser reaches it.`,
        proof,
      }),
    ]);
  }
  const seen = seenOf(host, address, addresses);
  const reason = await connectionProblem(address, options.timeoutMs);
  if (reason === undefined) return judged("dns", seen);
  const proof = [...seen, `Connecting to port ${address.port}: ${reason}.`];
  const summary = `${host} resolves, but nothing accepts a connection on port ${address.port}.`;
  return judged("dns", proof, [found("connection-failed", { summary, proof })]);
}

function seenOf(host: string, { reason }: Address, addresses: readonly string[]): string[] {
  const list = addresses.join(", ");
  if (reason === "given") return [`Connects to ${list} for ${host}, as --connect-to says.`];
  if (reason === "loopback") return ["The local emulator, on this machine."];
  const isPrivate = addresses.some((each) =>
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd])/i.test(each),
  );
  return [
    `${host} is at ${list}.`,
    ...(isPrivate
      ? ["These are private addresses, which only the VPC and networks connected to it reach."]
      : []),
  ];
}

/** @returns `undefined` when a connection is possible */
function connectionProblem(
  { host, port }: Address,
  timeoutMs: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (problem: string | undefined) => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(timeoutMs, () => finish(`no response within ${timeoutMs / 1000} seconds`));
    socket.once("connect", () => finish(undefined));
    socket.once("error", (error) => finish(connectionError(error)));
  });
}
