/** From starting the process to its first 200, and its memory then; starts interleaved. */
import { bundle, environmentFor, residentMiB, startServer, stopServer } from "./processes.mjs";

const starts = 15;

export async function coldStart(keysBase) {
  const env = environmentFor(keysBase);
  const cases = {
    koa: ["bare-koa.cjs"],
    "koa + alb-auth": ["koa-alb-auth.cjs"],
    app: [bundle],
  };
  const samples = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let start = 0; start <= starts; start++) {
    for (const [name, args] of Object.entries(cases)) {
      const startedAt = performance.now();
      const server = await startServer(args, env);
      const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
      if (response.status !== 200) throw new Error(`${name} returned ${response.status}.`);
      await response.text();
      const milliseconds = performance.now() - startedAt;
      const mebibytes = residentMiB(server.child.pid);
      if (start > 0) samples[name].push({ milliseconds, mebibytes });
      await stopServer(server);
    }
  }
  return samples;
}
