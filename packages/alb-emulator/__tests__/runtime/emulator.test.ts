import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { startEmulator } from "../../src/runtime/emulator.ts";
import { freePort } from "../../src/runtime/ports.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import { EmulatorFixture, noticeLog } from "../support/emulator-fixture.ts";
import { Visitor } from "../support/visitor.ts";

let fixture: EmulatorFixture;
beforeEach(() => {
  fixture = new EmulatorFixture();
});
afterEach(() => fixture.close());

describe(startEmulator, () => {
  it("serves every application at an address of its own", async () => {
    const running = await fixture.start();

    expect(running.urlOf("notes")).toMatch(/^http:\/\/notes\.example\.com\.localhost:\d+$/);
    expect(running.urlOf("tasks")).toMatch(/^http:\/\/tasks\.example\.com\.localhost:\d+$/);
    expect(() => running.urlOf("task")).toThrow(
      'Application "task" is not served. Use one of: notes, tasks.',
    );
  });

  it("serves a page in place of a program, and says so", async () => {
    const log = noticeLog();
    const running = await fixture.start({ onEvent: log.onEvent });

    const { status, text } = await new Visitor().send(`${running.urlOf("tasks")}/public/hello`);

    expect([status, text]).toEqual([200, expect.stringContaining("Nobody is signed in here")]);
    expect(await log.first(/tasks\/web has no program/)).toContain("--service tasks/web=");
  });

  it("fails with an EmulatorError when a given port is in use", async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    const starting = fixture.start({ port });

    await expect(starting).rejects.toThrow(EmulatorError);
    await expect(starting).rejects.toThrow(`Port ${port} is in use`);
    await new Promise((resolve) => server.close(resolve));
  });

  it("fails with an EmulatorError when the source has an issue", async () => {
    fixture.editStack("tasks", (text) =>
      text.replace('"aws_lb_target_group"', '"aws_lb_trust_store"'),
    );

    const starting = fixture.start();

    await expect(starting).rejects.toThrow(EmulatorError);
    await expect(starting).rejects.toThrow(/aws_lb_trust_store\.\w+ in stack tasks/);
  });

  it("serves a new application that sorts first, and keeps the addresses of the others", async () => {
    const log = noticeLog();
    const port = await freePort();
    const running = await fixture.start({ port, watch: true, onEvent: log.onEvent });
    const before = ["notes", "tasks"].map((name) => running.urlOf(name));
    expect(before[0]).toBe(`http://notes.example.com.localhost:${port}`);

    // As a synthesis writes it: a folder with the file.
    const added = join(fixture.stacks, "aaa");
    mkdirSync(added);
    const text = readFileSync(join(fixture.stacks, "tasks", "cdk.tf.json"), "utf8");
    writeFileSync(
      join(added, "cdk.tf.json"),
      text.replaceAll("tasks.example.com", "aaa.example.com"),
    );
    await log.first(/^Reloaded in/);

    expect(["notes", "tasks"].map((name) => running.urlOf(name))).toEqual(before);
    const { status } = await new Visitor().send(`${running.urlOf("aaa")}/public/hello`);
    expect(status).toBe(200);
  });

  it("serves what is saved while it starts", async () => {
    const log = noticeLog();
    const stacks = synthesizedStacks(join(fixture.stacks));
    let reads = 0;
    await fixture.start({
      watch: true,
      onEvent: log.onEvent,
      source: {
        ...stacks,
        read: async () => {
          const model = await stacks.read();
          if (++reads === 1) fixture.editStack("tasks", (text) => `${text}\n`);
          return model;
        },
      },
    });

    await log.first(/^Reloaded in/);

    expect(reads).toBe(2);
  });

  it("refuses a state folder that another emulator uses, and leaves that one alone", async () => {
    const running = await fixture.start();

    const second = startEmulator({
      source: synthesizedStacks(join(fixture.stacks)),
      stateFolder: join(fixture.folder, "state"),
    });

    await expect(second).rejects.toThrow(/Another emulator uses the same state folder/);
    expect(running.applications).toHaveLength(2);
    await running.close();
    await fixture.start();
  });

  it("waits for a correction when it watches, and serves that at the same addresses later", async () => {
    fixture.editStack("tasks", (text) =>
      text.replace('"type": "forward"', '"type": "jwt-validation"'),
    );
    const log = noticeLog();
    const running = await fixture.start({ watch: true, onEvent: log.onEvent });
    expect(await log.first(/^Not started/)).toContain("jwt-validation");
    expect(running.applications).toEqual([]);

    fixture.editStack("tasks", (text) =>
      text.replace('"type": "jwt-validation"', '"type": "forward"'),
    );
    await log.first(/^Reloaded in/);

    expect(running.applications).toHaveLength(2);
  });
});
