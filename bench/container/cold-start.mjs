/** From starting the process to its first 200, and its memory then; starts interleaved, medians. */
import {
  bundle,
  environmentFor,
  median,
  residentMiB,
  startServer,
  stopServer,
} from "./processes.mjs";

const starts = 9;

export async function coldStart(keysBase) {
  const env = environmentFor(keysBase);
  const cases = { "bare Koa": ["bare-koa.cjs"], app: [bundle] };
  const samples = { "bare Koa": [], app: [] };
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
  return Object.fromEntries(
    Object.entries(samples).map(([name, list]) => [
      name,
      {
        milliseconds: median(list.map((each) => each.milliseconds)),
        mebibytes: median(list.map((each) => each.mebibytes)),
      },
    ]),
  );
}
