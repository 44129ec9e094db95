/** Memory of a process whose verifier sees 100,000 users in turn. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Yields a sample after every 20,000 users. */
export async function* manyUsers() {
  const script = join(import.meta.dirname, "users-in-turn.mjs");
  const child = spawn(process.execPath, ["--expose-gc", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  const [code] = await exited;
  if (code !== 0) throw new Error(`${script} ended with ${code}.`);
}
