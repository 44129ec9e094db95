import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { synthesize } from "../deploy/synthesize";

/** Options of {@link loginCheck}. */
export interface LoginCheckOptions {
  /** How often an application is checked until it is healthy. @default 3 */
  readonly attempts?: number;
  /** Between two attempts: DNS servers keep for a while that a new name does not exist. @default 60_000 */
  readonly pauseMs?: number;
}

/**
 * Runs `npm run doctor` for the URL of every application of an environment.
 * @param root the project's folder
 * @returns the exit status: 1 when an application is not healthy
 */
export async function loginCheck(
  root: string,
  environment: string,
  { attempts = 3, pauseMs = 60_000 }: LoginCheckOptions = {},
): Promise<number> {
  const { deployment } = await synthesize(root, environment);
  const unhealthy: string[] = [];
  for (const { application, url, internal } of deployment.addresses) {
    if (internal) {
      console.log(`${application}: not checked, because ${url} is internal to its VPC.`);
      continue;
    }
    console.log(`${application}: npm run doctor -- ${url}`);
    if (!(await isHealthy(root, url, attempts, pauseMs))) unhealthy.push(url);
  }
  if (unhealthy.length === 0) return 0;
  console.error(`Not healthy: ${unhealthy.join(", ")}. The findings are above.`);
  return 1;
}

async function isHealthy(
  root: string,
  url: string,
  attempts: number,
  pauseMs: number,
): Promise<boolean> {
  const script = join(root, "scripts", "doctor", "run.mjs");
  for (let attempt = 1; ; attempt++) {
    const child = spawn(process.execPath, [script, url], { cwd: root, stdio: "inherit" });
    const [status] = (await once(child, "close")) as [number | null];
    if (status === 0) return true;
    if (attempt >= attempts) return false;
    console.log(`Again in ${pauseMs / 1000} seconds (attempt ${attempt + 1} of ${attempts}) …`);
    await sleep(pauseMs);
  }
}
