import type { AlbVerifier } from "alb-auth";
import { albAuthentication } from "alb-auth/koa";
import Koa from "koa";
import type { Logger } from "pino";
import type { AppState } from "./app-state";
import type { ContainerConfig } from "./config";
import type { Metrics } from "./metrics";
import { errorBoundary } from "./middleware/error-boundary";
import { requestLog } from "./middleware/request-log";
import { requestTarget } from "./middleware/request-target";
import { sameOrigin } from "./middleware/same-origin";
import { securityHeaders } from "./middleware/security-headers";
import type { Readiness } from "./readiness";
import { RouteTable } from "./route-table";
import { adminRoutes } from "./routes/admin-routes";
import { health } from "./routes/health";
import { publicRoutes } from "./routes/public-routes";
import { signOutRoutes } from "./routes/sign-out-routes";
import { taskRoutes } from "./routes/task-routes";
import { userRoutes } from "./routes/user-routes";
import { TaskList } from "./task-list";

/** What the application is made of besides its routes. */
export interface AppDependencies {
  readonly config: ContainerConfig;
  readonly verifier: AlbVerifier;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
}

/** The whole application, in the order in which a request passes it. Listens to nothing. */
export function createApp(dependencies: AppDependencies): Koa<AppState> {
  const { config, verifier, log, metrics, readiness } = dependencies;
  const authenticated = albAuthentication({ verifier });

  const open = new RouteTable();
  signOutRoutes(open, config);
  publicRoutes(open, verifier);
  const closed = new RouteTable();
  userRoutes(closed, config.containerName);
  taskRoutes(closed, new TaskList(["Read the README", "Deploy the identity", "Sign in"]));
  adminRoutes(closed, config.containerName);

  const app = new Koa<AppState>();
  app.use(requestTarget);
  app.use(health(readiness));
  app.use(requestLog(log, metrics));
  app.use(securityHeaders(config));
  app.use(errorBoundary(log));
  app.use(sameOrigin(config.appUrl));
  app.use(open.routes);
  // Whoever is not signed in does not even learn which paths exist.
  app.use(authenticated);
  app.use(closed.routes);
  app.use(open.allowedMethods);
  app.use(closed.allowedMethods);
  return app;
}
