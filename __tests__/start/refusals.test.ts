import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "../../scripts/start/run-command";
import { emitStacks, root } from "../e2e/support/running-emulator";

let folder: string;

beforeAll(async () => {
  folder = await emitStacks("minimal");
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const npmStart = (...args: string[]) =>
  runScript(
    [join(root, "scripts", "start", "run.mjs"), "--state", join(folder, "state"), ...args],
    root,
    {
      ...process.env,
      FORCE_COLOR: undefined,
    },
  );

const anyPort = ["--port", "0", "--identity-port", "0", "--inspector-port", "0"];

/** A stack trace would name lines of our own sources. */
const stackTrace = /^\s+at /m;

describe("npm start", () => {
  it("ends with the reason when AWS would refuse the stacks", async () => {
    const file = join(folder, "stacks", "app", "cdk.tf.json");
    const before = readFileSync(file, "utf8");
    const stack = JSON.parse(before);
    for (const client of Object.values<{ generate_secret: boolean }>(
      stack.resource.aws_cognito_user_pool_client,
    )) {
      client.generate_secret = false;
    }
    writeFileSync(file, JSON.stringify(stack));

    const { ok, output } = await npmStart("--stacks", join(folder, "stacks"), ...anyPort);
    writeFileSync(file, before);

    expect(ok).toBe(false);
    expect(output).toContain("The user pool client must have a client secret");
    expect(output).not.toMatch(stackTrace);
  });

  it("ends with the reason when a port that was asked for is in use", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port)),
    );

    const { ok, output } = await npmStart(
      ...["--stacks", join(folder, "stacks"), "--port", String(port)],
      ...["--identity-port", "0", "--inspector-port", "0"],
    );
    server.close();

    expect(ok).toBe(false);
    expect(output).toContain(`Port ${port} is in use`);
    expect(output).not.toMatch(stackTrace);
  });

  it("ends with the reason and the usage when it does not know an option", async () => {
    const { ok, output } = await npmStart("--wach");

    expect(ok).toBe(false);
    expect(output).toContain("--wach");
    expect(output).toContain("Usage: npm start -- [options]");
    expect(output).not.toMatch(stackTrace);
  });

  it("ends with the reason when there are no stacks in the folder", async () => {
    const empty = mkdtempSync(join(tmpdir(), "empty-"));

    const { ok, output } = await npmStart("--stacks", empty, ...anyPort);
    rmSync(empty, { recursive: true });

    expect(ok).toBe(false);
    expect(output).toContain(empty);
    expect(output).not.toMatch(stackTrace);
  });
});
