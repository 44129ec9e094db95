import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";

const root = dirname(dirname(dirname(dirname(__dirname))));

/** Starts two programs in process groups of their own, and ends the first one itself. */
const emulator = `
import { ChildProgram } from ${JSON.stringify(join(root, "packages/alb-emulator/src/runtime/child-program.ts"))};
import { ProcessGuard } from ${JSON.stringify(join(root, "packages/alb-emulator/src/runtime/process-guard.ts"))};
const guard = new ProcessGuard();
const options = { env: process.env, cwd: "/", guard, onOutput: () => {}, onExit: () => {} };
const first = new ChildProgram({ ...options, command: "sleep 600" });
const second = new ChildProgram({ ...options, command: "sleep 600 & sleep 600" });
await first.stop();
console.log(second.pid);
setInterval(() => {}, 1000);
`;

/** Process ids of a group. */
function membersOf(group: string): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "pgid=,stat=,pid="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([pgid, state]) => pgid === group && !state?.startsWith("Z"))
    .map(([, , pid = ""]) => pid);
}

describe("ProcessGuard", () => {
  it("ends programs and what they started after the emulator was killed", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module"], {
      cwd: root,
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(emulator);
    const [text] = await once(child.stdout.setEncoding("utf8"), "data");
    const group = String(text).trim();
    expect(membersOf(group).length).toBeGreaterThan(0);

    child.kill("SIGKILL");
    await once(child, "exit");

    const deadline = Date.now() + 20_000;
    while (membersOf(group).length > 0 && Date.now() < deadline) await setImmediate();
    expect(membersOf(group)).toEqual([]);
  });
});
