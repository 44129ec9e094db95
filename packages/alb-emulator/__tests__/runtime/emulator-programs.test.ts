import { mkdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import { EmulatorFixture, noticeLog, printingProgram } from "../support/emulator-fixture.ts";
import { Visitor } from "../support/visitor.ts";

let fixture: EmulatorFixture;
beforeEach(() => {
  fixture = new EmulatorFixture();
});
afterEach(() => fixture.close());

describe("programs of services", () => {
  it("keeps an own program running as long as its variables stay the same", async () => {
    const log = noticeLog();
    const program = { command: printingProgram };
    const running = await fixture.start({
      watch: true,
      onEvent: log.onEvent,
      services: [{ application: "tasks", service: "web", program }],
    });
    const seen = async () => {
      const { text } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
      return JSON.parse(text) as { pid: number; level: string };
    };
    const first = await seen();

    fixture.editStack("tasks", (text) => text.replace('"/public/*"', '"/public/h*"'));
    await log.first(/^Reloaded in/);
    expect(await seen()).toEqual(first);

    log.clear();
    fixture.editStack("tasks", (text) =>
      text.replace('LOG_LEVEL\\",\\"value\\":\\"info', 'LOG_LEVEL\\",\\"value\\":\\"debug'),
    );
    await log.first(/^Reloaded in/);
    const restarted = await seen();
    expect(restarted.level).toBe("debug");
    expect(restarted.pid).not.toBe(first.pid);
  });

  it("fails when a program is for a service that does not exist, and lists those that do", async () => {
    const program = { command: "true" };
    const starting = fixture.start({
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
      fixture.editStack("tasks", (text) =>
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
      const running = await fixture.start({ services: [{ service: "legacy", program }] });

      const { status, text } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
      await new Promise((resolve) => legacy.close(resolve));

      expect(status).toBe(200);
      expect(JSON.parse(text).pid > 0).toBe(type === "command");
    },
  );

  it("serves a program for a declared target group that no service registers with", async () => {
    const service = "machines";
    fixture.editStack("tasks", (text) => {
      const stack = JSON.parse(text);
      delete stack.resource.aws_ecs_service;
      stack.resource.aws_lb_target_group.web.name = service;
      return JSON.stringify(stack);
    });
    const program = { command: printingProgram };
    const running = await fixture.start({ services: [{ service, program }] });

    const { status } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);

    expect(status).toBe(200);
  });

  it("runs the programs that the source names, unless the options name others", async () => {
    const source = synthesizedStacks(join(fixture.stacks));
    const running = await fixture.start({
      source: {
        ...source,
        programs: () => [{ service: "web", program: { command: "true" } }],
      },
      services: [{ application: "tasks", service: "web", program: { command: printingProgram } }],
      cwd: fixture.folder,
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
    mkdirSync(join(fixture.folder, "state", "logs", "tasks-web.log"), { recursive: true });
    const log = noticeLog();
    const command = printingProgram.replace(
      "node -e '",
      "node -e 'console.log(1); console.log(2);",
    );
    const running = await fixture.start({
      onEvent: log.onEvent,
      services: [{ application: "tasks", service: "web", program: { command } }],
    });

    expect(await log.first(/output of a service is not kept/)).toContain("tasks-web.log");
    const { status } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
    expect(status).toBe(200);
  });

  it("keeps logs to their owner", async () => {
    const program = { command: `echo ready; ${printingProgram}` };
    const running = await fixture.start({
      services: [{ application: "tasks", service: "web", program }],
    });
    await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);
    await running.close();

    for (const file of ["logs/tasks-web.log", "access-logs/tasks.log"]) {
      expect(statSync(join(fixture.folder, "state", file)).mode & 0o777).toBe(0o600);
    }
  });
});
