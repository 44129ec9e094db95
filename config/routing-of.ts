import type { Routing, Target } from "../routing/route";
import type { Application, Identity } from "./schema/environment";

const longestSessionSeconds = 7 * 24 * 60 * 60;

/** The application's one service, which is where requests go when nothing else is said. */
function onlyService({ services }: Application): Target {
  return { type: "service", service: Object.keys(services)[0] ?? "" };
}

/** All that decides an application's listener rules, with the defaults that depend on other fields. */
export function routingOf(application: Application, identity: Identity): Routing {
  const { hostName, additionalHostNames, routes, defaultRoute, signOut } = application;
  const refreshTokenSeconds = identity.tokenLifetimes.refreshTokenHours * 60 * 60;
  return {
    hostNames: [hostName, ...additionalHostNames],
    routes,
    defaultRoute: {
      access: defaultRoute.access,
      target: defaultRoute.target ?? onlyService(application),
    },
    signOut: signOut.enabled ? { path: signOut.path, landingPath: signOut.landingPath } : undefined,
    sessionTimeoutSeconds:
      application.sessionTimeoutSeconds ?? Math.min(refreshTokenSeconds, longestSessionSeconds),
  };
}
