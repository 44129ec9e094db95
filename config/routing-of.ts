import type { Route, Routing, Target } from "../routing/route";
import { machineClientsWith } from "./machine-clients";
import type { Application, Identity } from "./schema/environment";
import { sharedListenerOf } from "./shared-listener";

type ConfiguredRoute = Application["routes"][number];

const maxSessionSeconds = 7 * 24 * 60 * 60;

/** The application's service, if it has exactly one: the default target. */
function onlyService({ services }: Application): Target | undefined {
  const [service, ...others] = Object.keys(services);
  return service === undefined || others.length > 0 ? undefined : { type: "service", service };
}

/** Where requests go that no route matches; `undefined` where the environment must name a target. */
export function defaultTarget(application: Application): Target | undefined {
  return application.defaultRoute.target ?? onlyService(application);
}

/** Where sign-out requests go; `undefined` where the environment must name a target. */
export function signOutTarget(application: Application): Target | undefined {
  const { target } = application.signOut;
  const fallback = defaultTarget(application);
  const canEndSession = fallback?.type === "service" || fallback?.type === "target-group";
  return target ?? (canEndSession ? fallback : onlyService(application));
}

/** In place of a missing target, which is an issue of the environment. */
const noTarget: Target = { type: "service", service: "" };

/** A route with the machine clients that its access means. */
function withClients({ conditions, access, target }: ConfiguredRoute, identity: Identity): Route {
  if (access.type !== "token") return { conditions, access, target };
  const { clients = machineClientsWith(identity, access.scopes) } = access;
  return { conditions, access: { ...access, clients }, target };
}

/**
 * The input of an application's listener rules, with the defaults that depend on other fields.
 * @param name the application's name in the environment
 */
export function routingOf(name: string, application: Application, identity: Identity): Routing {
  const { hostName, additionalHostNames, routes, defaultRoute, signOut } = application;
  const refreshTokenSeconds = identity.tokenLifetimes.refreshTokenHours * 60 * 60;
  return {
    hostNames: [hostName, ...additionalHostNames],
    sharedListener: sharedListenerOf(name, application),
    routes: routes.map((route) => withClients(route, identity)),
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
      application.sessionTimeoutSeconds ?? Math.min(refreshTokenSeconds, maxSessionSeconds),
  };
}
