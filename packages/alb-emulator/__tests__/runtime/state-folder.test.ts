import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { openStateFolder } from "../../src/runtime/state-folder.ts";
import { lockState } from "../../src/runtime/state-lock.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe(openStateFolder, () => {
  it("keeps files of names with slashes and dots inside", () => {
    const state = openStateFolder(join(folder, "state"));
    const inside = join(folder, "state");

    for (const name of ["x/../../escaped", "../../up", "..", "a\\..\\b", "x".repeat(5000)]) {
      expect(dirname(state.usersFile(name))).toBe(inside);
      expect(dirname(state.logFile(name))).toBe(join(inside, "logs"));
      expect(dirname(state.accessLogFile(name))).toBe(join(inside, "access-logs"));
      writeFileSync(state.logFile(name), "");
    }
    expect(state.usersFile("users_1.a-b")).toBe(join(inside, "users-users_1.a-b.json"));
    expect(state.logFile("a/b")).not.toBe(state.logFile("a-b"));
    expect(readdirSync(folder)).toEqual(["state"]);
  });

  it("is open to its owner only", () => {
    openStateFolder(join(folder, "state"));

    expect(statSync(join(folder, "state")).mode & 0o777).toBe(0o700);
  });

  it("says why it cannot be created", () => {
    writeFileSync(join(folder, "file"), "");

    expect(() => openStateFolder(join(folder, "file"))).toThrow(EmulatorError);
  });
});

describe(lockState, () => {
  const file = () => join(folder, "lock.json");

  it("admits one emulator at a time", async () => {
    const release = await lockState(file());

    await expect(lockState(file())).rejects.toThrow(/Another emulator uses the same state folder/);
    await release();
    await (await lockState(file()))();

    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes over from a process that was killed, even if its port has a new owner", async () => {
    const stranger = createServer((socket) => socket.end("SSH-2.0"));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const { port } = stranger.address() as AddressInfo;
    writeFileSync(file(), JSON.stringify({ port, token: "a-token" }));

    await (await lockState(file()))();

    await new Promise((resolve) => stranger.close(resolve));
    writeFileSync(file(), JSON.stringify({ port, token: "a-token" }));
    await (await lockState(file()))();
    writeFileSync(file(), "{");
    await (await lockState(file()))();
  });

  it("waits for no suspended owner", async () => {
    const owner = spawn(process.execPath, [
      "-e",
      `const s = require("net").createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))`,
    ]);
    const [port] = await once(owner.stdout.setEncoding("utf8"), "data");
    owner.kill("SIGSTOP");
    writeFileSync(file(), JSON.stringify({ port: Number(port), token: "a-token" }));

    await expect(lockState(file())).rejects.toThrow(EmulatorError);

    owner.kill("SIGKILL");
    await once(owner, "exit");
  });
});
