/** Starts servers, each pinned to the first core, and reads what they cost. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { clientId, issuer, jwks, loadBalancerArn, publicKeyPem } from "./tokens.mjs";

const here = import.meta.dirname;
export const bundle = join(here, "..", "..", "container", "dist", "server.cjs");
export const bundleBytes = () => statSync(bundle).size;

const canPin = spawnSync("taskset", ["-c", "0", "true"]).status === 0;
export const pinning = canPin ? "server pinned to core 0, load on the others" : "NOT pinned";

/** Serves the public key for any kid, and the JWKS, as the two AWS endpoints would. */
export async function startKeyEndpoint() {
  const server = createServer((request, response) => {
    response.end(request.url.endsWith("jwks.json") ? JSON.stringify(jwks) : publicKeyPem);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${server.address().port}`;
  return { server, base };
}

export function environmentFor(keysBase, more = {}) {
  return {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    PORT: "0",
    APP_URL: "https://app.example.com",
    ALB_ARN: loadBalancerArn,
    COGNITO_ISSUER: issuer,
    COGNITO_CLIENT_ID: clientId,
    COGNITO_DOMAIN_URL: "https://example.auth.eu-central-1.amazoncognito.com",
    SESSION_COOKIE_NAMES: "AWSELBAuthSessionCookie",
    ALB_PUBLIC_KEYS_URL: keysBase,
    COGNITO_JWKS_URL: `${keysBase}/jwks.json`,
    ...more,
  };
}

/** Starts a server and waits until it says on which port it listens. */
export async function startServer(args, env) {
  const command = canPin ? ["taskset", "-c", "0", process.execPath] : [process.execPath];
  const child = spawn(command[0], [...command.slice(1), ...args], {
    cwd: here,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await new Promise((resolve, reject) => {
    let text = "";
    const read = (chunk) => {
      if (text === "done") return;
      text += chunk;
      const match = /"port":(\d+)/.exec(text);
      if (match === null) return;
      text = "done";
      resolve(Number(match[1]));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`${args.join(" ")} ended: ${text}`)));
  });
  return { child, port };
}

/** CPU time of all threads of a process, user and system. */
export function cpuMicroseconds(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1_000;
}

export function residentMiB(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
}

export async function stopServer({ child }) {
  child.kill("SIGKILL");
  await once(child, "exit");
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
