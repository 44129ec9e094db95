/** What the benchmark uses of the container, bundled as for its image. */

import type { AlbVerifier, Identity } from "alb-auth";
import { createApp } from "../../container/app";
import { parseConfig } from "../../container/config/config";
import { createLog } from "../../container/observability/log";
import { LogOutput } from "../../container/observability/log-output";
import { Metrics } from "../../container/observability/metrics";
import { Readiness } from "../../container/observability/readiness";

export { AlbVerifier } from "alb-auth";

/** The real app with all its middleware, but with a verifier that verifies nothing. */
export function createUnverifiedApp(identity: Identity) {
  const config = parseConfig(process.env);
  const metrics = new Metrics(() => {});
  const verifier = {
    verify: async () => {
      metrics.verification("OK");
      return identity;
    },
    loadKeySet: async () => true,
  } as unknown as AlbVerifier;
  const readiness = new Readiness(verifier, config.publicKeysUrl);
  const log = createLog("info", new LogOutput(process.stdout));
  return createApp({ config, verifier, log, metrics, readiness });
}
