import type { RequestListener } from "node:http";
import { join } from "node:path";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import type { AlbEmulator } from "../../src/test-api/alb-emulator.ts";
import { createAlbEmulator } from "../../src/test-api/create-alb-emulator.ts";

export const source = synthesizedStacks(join(__dirname, "..", "fixtures", "stacks"));

/** Returns the headers of the request. */
export const echo: RequestListener = (request, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ method: request.method, url: request.url, ...request.headers }));
};

/** What the target received. */
export async function received(response: Response): Promise<Record<string, string>> {
  if (response.status !== 200) throw new Error(`${response.url} has status ${response.status}`);
  return (await response.json()) as Record<string, string>;
}

export function payloadOf(token = "") {
  return JSON.parse(Buffer.from(String(token.split(".")[1]), "base64").toString());
}

/** One emulator for the tests of a file. */
export function useEmulator() {
  const used = {} as {
    emulator: AlbEmulator;
    /** Address of application `tasks`. */
    tasks: string;
    /** Variables of its program. */
    environment: Readonly<Record<string, string>>;
  };
  beforeAll(async () => {
    used.emulator = await createAlbEmulator({
      source,
      users: [
        { email: "anna@example.com", groups: ["admins"] },
        { email: "zoe@example.com", password: "Another-Password-7" },
        { email: "max@example.com", enabled: false },
      ],
      services: {
        web: (environment) => {
          used.environment = environment;
          return echo;
        },
      },
    });
    used.tasks = used.emulator.urls.tasks ?? "";
  });
  afterAll(() => used.emulator.close());
  return used;
}
