import type { AlbVerifier } from "alb-auth";
import { albAuth } from "alb-auth/koa";
import Koa from "koa";
import type { Logger } from "pino";
import type { ContainerConfig } from "./config/config";
import type { AppState } from "./http/app-context";
import { createRouter } from "./http/app-router";
import { errorBoundary } from "./http/error-boundary";
import { addMetadataRoutes, resourceChallenge } from "./http/protected-resources";
import { requestTarget } from "./http/request-target";
import { sameOrigin } from "./http/same-origin";
import { securityHeaders } from "./http/security-headers";
import { logAppError } from "./observability/log-app-error";
import type { Metrics } from "./observability/metrics";
import type { Readiness } from "./observability/readiness";
import { requestLog } from "./observability/request-log";
import { addAdminRoutes } from "./routes/admin-routes";
import { health } from "./routes/health";
import { addPublicRoutes } from "./routes/public-routes";
import { addStartRoutes } from "./routes/start-routes";
import { addSecondFactorRoutes } from "./second-factor/second-factor-routes";
import { UserPoolApi } from "./second-factor/user-pool-api";
import { addSignOutRoutes } from "./sign-out/sign-out-routes";
import { TaskList } from "./tasks/task-list";
import { addTaskRoutes } from "./tasks/task-routes";
import { Pages } from "./views/pages";

/** What the application needs besides its routes. */
export interface AppDependencies {
  readonly config: ContainerConfig;
  readonly verifier: AlbVerifier;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
}

/** The whole application, in the order in which a request passes through it. Does not listen. */
export function createApp(dependencies: AppDependencies): Koa<AppState> {
  const { config, verifier, log, metrics, readiness } = dependencies;
  const pages = new Pages(config);

  const authenticate = albAuth({ verifier });

  const router = createRouter();
  addSignOutRoutes(router, config, pages);
  addPublicRoutes(router, verifier, pages);
  addMetadataRoutes(router, config.protectedResources);
  // Every route from here on requires a sign-in, or the token of a machine.
  router.use(authenticate);
  addStartRoutes(router, config, pages);
  addTaskRoutes(router, new TaskList(["Read the README", "Deploy the identity", "Sign in"]), pages);
  addSecondFactorRoutes(router, new UserPoolApi(config.cognitoApiUrl), config.appUrl.host, pages);
  addAdminRoutes(router, config.containerName, readiness, pages);

  const app = new Koa<AppState>();
  app.on("error", logAppError(log));
  app.use(requestTarget);
  app.use(health(readiness));
  app.use(requestLog(log, metrics));
  app.use(securityHeaders(config));
  app.use(resourceChallenge(config.protectedResources));
  app.use(errorBoundary(log, pages, config));
  app.use(sameOrigin(config.appUrls));
  app.use(router.routes());
  // For paths and methods without a route, so that strangers do not learn which ones exist.
  app.use(authenticate);
  app.use(router.allowedMethods());
  return app;
}
