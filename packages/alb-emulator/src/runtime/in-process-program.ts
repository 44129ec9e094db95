import { createServer, Server } from "node:http";
import { EmulatorError } from "../model/emulator-error.ts";
import { runServer } from "../model/run-server.ts";
import type { CreateListener } from "./service-program.ts";

/** A program that runs in the process of the emulator. */
export interface InProcessProgram {
  readonly url: URL;
  readonly stop: () => Promise<void>;
}

/**
 * Creates the program and lets it listen on any free port.
 * @param name of the service, for the message
 * @throws EmulatorError when the function fails, or returns something else
 */
export async function startInProcess(
  name: string,
  createListener: CreateListener,
  environment: Readonly<Record<string, string>>,
): Promise<InProcessProgram> {
  const hint =
    "It is called with the environment variables of the program, and returns a request listener or a server, such as an Express app: () => app.";
  let created: Awaited<ReturnType<CreateListener>>;
  try {
    created = await createListener(environment);
  } catch (error) {
    throw new EmulatorError(
      `The function for service ${name} failed: ${(error as Error).message}. ${hint}`,
      { cause: error },
    );
  }
  if (!(created instanceof Server) && typeof created !== "function") {
    throw new EmulatorError(
      `The function for service ${name} returned ${created === null ? "null" : typeof created}, so nothing handles its requests. ${hint}`,
    );
  }
  const server = created instanceof Server ? created : createServer(created);
  const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
  return { url: new URL(`http://127.0.0.1:${port}`), stop: close };
}
