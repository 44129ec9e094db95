import type { AddressInfo } from "node:net";
import { AlbVerifier } from "alb-auth";
import { createApp } from "./app";
import { ConfigError, type ContainerConfig, parseConfig } from "./config/config";
import { drain, drainTimes } from "./http/drain";
import { createHttpServer } from "./http/http-server";
import { OpenConnections } from "./http/open-connections";
import { createLog } from "./observability/log";
import { LogOutput } from "./observability/log-output";
import { Metrics } from "./observability/metrics";
import { Readiness } from "./observability/readiness";

// The log has JSON only; Node prints deprecations of dependencies as text.
process.noDeprecation = true;

const metricsIntervalMs = 60_000;

/** How long the end of the process waits for whoever reads the log. */
const logTimeoutMs = 250;

function start(config: ContainerConfig): void {
  const sink = new LogOutput(process.stdout);
  const log = createLog(config.logLevel, sink);
  const metrics = new Metrics((line) => sink.write(line));
  const verifier = verifierOf(metrics);
  const readiness = new Readiness(verifier, config.publicKeysUrl);
  const app = createApp({ config, verifier, log, metrics, readiness });
  const server = createHttpServer(app.callback(), config.idleTimeoutSeconds);
  const connections = new OpenConnections(server);
  setInterval(() => metrics.flush(), metricsIntervalMs).unref();

  async function exit(code: number): Promise<void> {
    metrics.flush();
    await sink.close(logTimeoutMs);
    process.exit(code);
  }

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (readiness.draining) return;
    log.info({ signal }, "draining");
    const times = drainTimes(config.stopTimeoutSeconds);
    const cutOff = await drain({ server, connections, readiness, times });
    if (cutOff === 0) log.info("drained");
    else log.error({ cutOff, ...times }, "requests were cut off at the deadline");
    await exit(cutOff === 0 ? 0 : 1);
  }

  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "uncaught exception");
    exit(1);
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    const { port, host } = config;
    log.fatal({ code: error.code, port, host }, "cannot listen on PORT and HOST");
    exit(1);
  });
  server.listen(config.port, config.host, () => {
    const { port } = server.address() as AddressInfo;
    log.info({ port, host: config.host, appUrl: config.appUrl.origin }, "listening");
    sink.flush();
    void verifier.loadKeySet();
  });
}

/** @throws ConfigError for variables that only the verifier reads, such as ROUTE_GROUPS */
function verifierOf(metrics: Metrics): AlbVerifier {
  try {
    return AlbVerifier.fromEnvironment(process.env, {
      onOutcome: (outcome) => metrics.verification(outcome),
      onKeyLookup: (isHit) => metrics.keyLookup(isHit),
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ConfigError([error.message]);
  }
}

try {
  start(parseConfig(process.env));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(
    `The container cannot start with this configuration:\n${error.issues.map((issue) => `- ${issue}\n`).join("")}` +
      "docs/container.md describes every variable.\n",
  );
  process.exitCode = 1;
}
