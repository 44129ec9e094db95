import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NumberedEvent } from "../../src/inspector/event-log.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import type { EmulatorOptions } from "../../src/runtime/emulator-options.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import { Visitor } from "../support/visitor.ts";

let folder: string;
let emulator: Emulator | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runtime-"));
  cpSync(join(__dirname, "..", "fixtures", "stacks"), join(folder, "stacks"), { recursive: true });
});

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  emulator = await startEmulator({
    source: synthesizedStacks(join(folder, "stacks")),
    stateFolder: join(folder, "state"),
    port: 0,
    identityPort: 0,
    inspectorPort: 0,
    ...options,
  });
  return emulator;
}

/** Collects notices, and waits for one. */
function noticeLog() {
  const notices: string[] = [];
  let check = () => {};
  return {
    onEvent: (entry: NumberedEvent) => {
      if (entry.source !== "notice") return;
      notices.push(`${entry.event.text} ${entry.event.explanation ?? ""}`);
      check();
    },
    /** Jest's timeout bounds it. */
    first: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        check = () => {
          const found = notices.find((text) => pattern.test(text));
          if (found !== undefined) resolve(found);
        };
        check();
      }),
  };
}

function editStack(name: string, edit: (text: string) => string): void {
  const file = join(folder, "stacks", name, "cdk.tf.json");
  writeFileSync(file, edit(readFileSync(file, "utf8")));
}

describe(startEmulator, () => {
  it("serves every application at an address of its own", async () => {
    const running = await start();

    expect(running.urlOf("notes")).toMatch(/^http:\/\/notes\.example\.com\.localhost:\d+$/);
    expect(running.urlOf("tasks")).toMatch(/^http:\/\/tasks\.example\.com\.localhost:\d+$/);
    expect(() => running.urlOf("task")).toThrow(
      'Application "task" is not served. Use one of: notes, tasks.',
    );
  });

  it("returns 503 for a service without a program, and says so", async () => {
    const log = noticeLog();
    const running = await start({ onEvent: log.onEvent });

    const { status } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);

    expect(status).toBe(503);
    expect(await log.first(/tasks\/web has no program/)).toContain("--service tasks/web=");
  });

  it("fails with an EmulatorError when a given port is in use", async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    const starting = start({ port });

    await expect(starting).rejects.toThrow(EmulatorError);
    await expect(starting).rejects.toThrow(`Port ${port} is in use`);
    await new Promise((resolve) => server.close(resolve));
  });

  it("fails with an EmulatorError when the source has an issue", async () => {
    editStack("tasks", (text) => text.replace('"aws_lb_target_group"', '"aws_lb_trust_store"'));

    const starting = start();

    await expect(starting).rejects.toThrow(EmulatorError);
    await expect(starting).rejects.toThrow(/aws_lb_trust_store\.\w+ in stack tasks/);
  });

  it("waits for a correction when it watches, and serves that at the same addresses later", async () => {
    editStack("tasks", (text) => text.replace('"type": "forward"', '"type": "jwt-validation"'));
    const log = noticeLog();
    const running = await start({ watch: true, onEvent: log.onEvent });
    expect(await log.first(/^Not started/)).toContain("jwt-validation");
    expect(running.applications).toEqual([]);

    editStack("tasks", (text) => text.replace('"type": "jwt-validation"', '"type": "forward"'));
    await log.first(/^Reloaded in/);

    expect(running.applications).toHaveLength(2);
  });
});
