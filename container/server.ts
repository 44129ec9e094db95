import type { AddressInfo } from "node:net";
import { AlbVerifier } from "alb-auth";
import { createApp } from "./app";
import { ConfigError, type ContainerConfig, parseConfig } from "./config";
import { drain } from "./drain";
import { createHttpServer } from "./http-server";
import { createLog, standardOutput } from "./log";
import { Metrics } from "./metrics";
import { Readiness } from "./readiness";

const metricsIntervalMilliseconds = 60_000;

/** Longer than an answer to `/readyz` takes to be noticed by a local supervisor; ECS needs none. */
const graceMilliseconds = 1_000;

/** Below ECS's default stop timeout of 30 seconds, after which the task is killed. */
const deadlineMilliseconds = 25_000;

function start(config: ContainerConfig): void {
  const sink = standardOutput();
  const log = createLog(config.logLevel, sink);
  const metrics = new Metrics((line) => sink.write(line));
  const verifier = new AlbVerifier({
    loadBalancerArns: config.loadBalancerArns,
    clientIds: config.clientIds,
    issuer: config.issuer,
    publicKeysUrl: config.publicKeysUrl.href,
    jwksUrl: config.jwksUrl.href,
    onOutcome: (outcome) => metrics.verification(outcome),
    onKeyLookup: (hit) => metrics.keyLookup(hit),
  });
  const readiness = new Readiness(verifier, config.publicKeysUrl);
  const app = createApp({ config, verifier, log, metrics, readiness });
  const server = createHttpServer(app.callback());
  setInterval(() => metrics.flush(), metricsIntervalMilliseconds).unref();

  function exit(code: number): void {
    metrics.flush();
    sink.flushSync();
    process.exit(code);
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (readiness.draining) return;
    log.info({ signal }, "draining");
    const finished = await drain({ server, readiness, graceMilliseconds, deadlineMilliseconds });
    if (finished) log.info("drained");
    else log.error({ deadlineMilliseconds }, "requests were cut off at the deadline");
    exit(finished ? 0 : 1);
  }

  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "uncaught exception");
    exit(1);
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    log.fatal({ code: error.code, port: config.port }, "cannot listen on PORT");
    exit(1);
  });
  server.listen(config.port, () => {
    const { port } = server.address() as AddressInfo;
    log.info({ port, appUrl: config.appUrl.origin }, "listening");
    sink.flushSync();
    void verifier.loadKeySet();
  });
}

try {
  start(parseConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(
    `The container's configuration is not complete:\n${error.faults.map((fault) => `- ${fault}\n`).join("")}` +
      "Variables are described in docs/container.md.\n",
  );
  process.exitCode = 1;
}
