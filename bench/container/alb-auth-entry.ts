/** What the benchmark takes of the container, bundled as the image's file is. */

import type { AlbVerifier } from "alb-auth";
import { createApp } from "../../container/app";
import { parseConfig } from "../../container/config";
import { createLog, standardOutput } from "../../container/log";
import { Metrics } from "../../container/metrics";
import { Readiness } from "../../container/readiness";

export { AlbVerifier } from "alb-auth";
export { albAuthentication } from "alb-auth/koa";
export { createHttpServer } from "../../container/http-server";

/** The real app with all its middleware, whose verifier believes everything at once. */
export function createUnverifiedApp(identity: ReturnType<AlbVerifier["verify"]>) {
  const config = parseConfig(process.env);
  const sink = standardOutput();
  const metrics = new Metrics(() => {});
  const verifier = {
    onOutcome: (outcome: string) => metrics.verification(outcome),
    loadKeySet: async () => true,
    verify: () => identity,
  } as unknown as AlbVerifier;
  const readiness = new Readiness(verifier, config.publicKeysUrl);
  return createApp({ config, verifier, log: createLog("info", sink), metrics, readiness });
}
