import type { Routing, Target } from "../routing/route";
import type { Application, Identity } from "./schema/environment";

const longestSessionSeconds = 7 * 24 * 60 * 60;

/** The application's service where it has one only, which is where requests go when nothing else is said. */
function onlyService({ services }: Application): Target | undefined {
  const [service, ...others] = Object.keys(services);
  return service === undefined || others.length > 0 ? undefined : { type: "service", service };
}

/** Where requests go that no route matches; `undefined` where the environment has to say it. */
export function defaultTarget(application: Application): Target | undefined {
  return application.defaultRoute.target ?? onlyService(application);
}

/** What ends sessions; `undefined` where the environment has to say it. */
export function signOutTarget(application: Application): Target | undefined {
  const { target } = application.signOut;
  const byDefault = defaultTarget(application);
  const answers = byDefault?.type === "service" || byDefault?.type === "target-group";
  return target ?? (answers ? byDefault : onlyService(application));
}

/** Stands for a target that the environment lacks, which is a fault that is reported. */
const noTarget: Target = { type: "service", service: "" };

/** All that decides an application's listener rules, with the defaults that depend on other fields. */
export function routingOf(application: Application, identity: Identity): Routing {
  const { hostName, additionalHostNames, routes, defaultRoute, signOut } = application;
  const refreshTokenSeconds = identity.tokenLifetimes.refreshTokenHours * 60 * 60;
  return {
    hostNames: [hostName, ...additionalHostNames],
    routes,
    defaultRoute: {
      access: defaultRoute.access,
      target: defaultTarget(application) ?? noTarget,
    },
    signOut: signOut.enabled
      ? {
          path: signOut.path,
          redirectPath: signOut.redirectPath,
          target: signOutTarget(application) ?? noTarget,
        }
      : undefined,
    sessionTimeoutSeconds:
      application.sessionTimeoutSeconds ?? Math.min(refreshTokenSeconds, longestSessionSeconds),
  };
}
