import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NumberedEvent } from "../../src/inspector/event-log.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import type { EmulatorOptions } from "../../src/runtime/emulator-options.ts";
import { freePort } from "../../src/runtime/ports.ts";
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
    clear: () => {
      notices.length = 0;
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

/** Returns its process id and a variable of the task definition. */
const printingProgram = `node -e '
require("node:http").createServer((q, r) => r.end(JSON.stringify({ pid: process.pid, level: process.env.LOG_LEVEL }))).listen(process.env.PORT);
'`;

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

  it("serves a new application that sorts first, and keeps the addresses of the others", async () => {
    const log = noticeLog();
    const port = await freePort();
    const running = await start({ port, watch: true, onEvent: log.onEvent });
    const before = ["notes", "tasks"].map((name) => running.urlOf(name));
    expect(before[0]).toBe(`http://notes.example.com.localhost:${port}`);

    // As a synthesis writes it: a folder with the file.
    const added = join(folder, "stacks", "aaa");
    mkdirSync(added);
    const text = readFileSync(join(folder, "stacks", "tasks", "cdk.tf.json"), "utf8");
    writeFileSync(
      join(added, "cdk.tf.json"),
      text.replaceAll("tasks.example.com", "aaa.example.com"),
    );
    await log.first(/^Reloaded in/);

    expect(["notes", "tasks"].map((name) => running.urlOf(name))).toEqual(before);
    const { status } = await new Visitor().send(`${running.urlOf("aaa")}/public/hello`);
    expect(status).toBe(503);
  });

  it("keeps an own program running as long as its variables stay the same", async () => {
    const log = noticeLog();
    const program = { command: printingProgram };
    const running = await start({
      watch: true,
      onEvent: log.onEvent,
      services: [{ application: "tasks", service: "web", program }],
    });
    const seen = async () => {
      const { text } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
      return JSON.parse(text) as { pid: number; level: string };
    };
    const first = await seen();

    editStack("tasks", (text) => text.replace('"/public/*"', '"/public/h*"'));
    await log.first(/^Reloaded in/);
    expect(await seen()).toEqual(first);

    log.clear();
    editStack("tasks", (text) =>
      text.replace('LOG_LEVEL\\",\\"value\\":\\"info', 'LOG_LEVEL\\",\\"value\\":\\"debug'),
    );
    await log.first(/^Reloaded in/);
    const restarted = await seen();
    expect(restarted.level).toBe("debug");
    expect(restarted.pid).not.toBe(first.pid);
  });

  it("serves what is saved while it starts", async () => {
    const log = noticeLog();
    const stacks = synthesizedStacks(join(folder, "stacks"));
    let reads = 0;
    await start({
      watch: true,
      onEvent: log.onEvent,
      source: {
        ...stacks,
        read: async () => {
          const model = await stacks.read();
          if (++reads === 1) editStack("tasks", (text) => `${text}\n`);
          return model;
        },
      },
    });

    await log.first(/^Reloaded in/);

    expect(reads).toBe(2);
  });

  it("fails when a program is for a service that does not exist, and lists those that do", async () => {
    const program = { command: "true" };
    const starting = start({
      services: [
        { service: "wbe", program },
        { application: "task", service: "web", program },
      ],
    });

    await expect(starting).rejects.toThrow(EmulatorError);
    await expect(starting).rejects.toThrow(
      /group wbe, .*\n.*group task\/web, .*\nUse one of: notes\/web, tasks\/web\./,
    );
  });

  it.each(["url", "command"])(
    "serves a program (%s) for an existing target group",
    async (type) => {
      const legacy = createServer((_, response) => response.end(JSON.stringify({ pid: 0 })));
      await new Promise<void>((resolve) => legacy.listen(0, "127.0.0.1", resolve));
      const { port } = legacy.address() as AddressInfo;
      editStack("tasks", (text) =>
        text.replaceAll(/"\$\{aws_lb_target_group\.[a-z_A-Z0-9]+\.arn\}"/g, (reference, offset) =>
          text.lastIndexOf("aws_ecs_service", offset) > text.lastIndexOf("aws_lb", offset)
            ? reference
            : '"arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/legacy/0123456789abcdef"',
        ),
      );
      const program =
        type === "url"
          ? { url: new URL(`http://127.0.0.1:${port}`) }
          : { command: printingProgram };
      const running = await start({ services: [{ service: "legacy", program }] });

      const { status, text } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
      await new Promise((resolve) => legacy.close(resolve));

      expect(status).toBe(200);
      expect(JSON.parse(text).pid > 0).toBe(type === "command");
    },
  );

  it("runs the programs that the source names, unless the options name others", async () => {
    const source = synthesizedStacks(join(folder, "stacks"));
    const running = await start({
      source: {
        ...source,
        programs: () => [{ service: "web", program: { command: "true" } }],
      },
      services: [{ application: "tasks", service: "web", program: { command: printingProgram } }],
      cwd: folder,
    });

    const { status } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);

    expect(status).toBe(200);
    const names = running
      .events()
      .flatMap((entry) => (entry.source === "notice" ? entry.event.text : []));
    expect(names).toContain(
      "notes/web ended (exit code 0); the load balancer has no target for it.",
    );
  });

  it("goes on when the output of a service cannot be written", async () => {
    // A folder in place of the file fails as a full disk does.
    mkdirSync(join(folder, "state", "logs", "tasks-web.log"), { recursive: true });
    const log = noticeLog();
    const command = printingProgram.replace(
      "node -e '",
      "node -e 'console.log(1); console.log(2);",
    );
    const running = await start({
      onEvent: log.onEvent,
      services: [{ application: "tasks", service: "web", program: { command } }],
    });

    expect(await log.first(/output of a service is not kept/)).toContain("tasks-web.log");
    const { status } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
    expect(status).toBe(200);
  });

  it("refuses a state folder that another emulator uses, and leaves that one alone", async () => {
    const running = await start();

    const second = startEmulator({
      source: synthesizedStacks(join(folder, "stacks")),
      stateFolder: join(folder, "state"),
    });

    await expect(second).rejects.toThrow(/Another emulator uses the same state folder/);
    expect(running.applications).toHaveLength(2);
    await running.close();
    await start();
  });

  it("keeps logs to their owner", async () => {
    const program = { command: `echo ready; ${printingProgram}` };
    const running = await start({ services: [{ application: "tasks", service: "web", program }] });
    await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
    await running.close();

    for (const file of ["logs/tasks-web.log", "access-logs/tasks.log"]) {
      expect(statSync(join(folder, "state", file)).mode & 0o777).toBe(0o600);
    }
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
