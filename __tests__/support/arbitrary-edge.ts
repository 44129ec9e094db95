import fc from "fast-check";
import type { EnvironmentInput } from "../../config/schema/environment";
import { type Routing, sharedListenerPriorities } from "../../routing/route";
import {
  arbitraryRequest,
  arbitraryRouting,
  environmentOf,
  onlyValidRoutes,
} from "./arbitrary-routing";
import type { HttpRequest } from "./load-balancer";

/** An application on a listener that others use too. */
export interface PlacedApplication {
  readonly name: string;
  readonly slot: number;
  readonly routing: Routing;
}

/** Every application has the host names `app`, `www` and `wiki` of a generated routing, with its own number. */
const numbered = (host: string, number: number) =>
  host.replace(/^(ap|ww|wik)[pwi]\./, `$1${number}.`);

/** A target group belongs to one application, and so does an egress rule. */
function withOwnTargetGroups(routing: Routing, number: number): Routing {
  const json = JSON.stringify(routing)
    .replaceAll(":targetgroup/", `:targetgroup/app${number}-`)
    .replaceAll('"10.9.0.0/24"', `"10.9.${number}.0/24"`);
  return JSON.parse(json);
}

/** The patterns of the host conditions stay as they are: they match names of every application. */
function onListener({ routing, number, slot }: { routing: Routing; number: number; slot: number }) {
  const name = `app${number}`;
  const placed: Routing = {
    ...routing,
    hostNames: routing.hostNames.map((host) => numbered(host, number)),
    routes: routing.routes.map((route) => ({
      ...route,
      conditions:
        route.conditions.hosts === undefined
          ? route.conditions
          : {
              ...route.conditions,
              hosts: route.conditions.hosts.map((host) => numbered(host, number)),
            },
    })),
    sharedListener: { application: name, firstPriority: slot * sharedListenerPriorities },
  };
  return { name, slot, routing: onlyValidRoutes(withOwnTargetGroups(placed, number)) };
}

/** Two to four applications on one listener, in slots of their own. */
export const arbitraryEdge: fc.Arbitrary<readonly PlacedApplication[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 49 }), { minLength: 2, maxLength: 4 })
  .chain((slots) =>
    fc.tuple(
      ...slots.map((slot, index) =>
        arbitraryRouting().map((routing) => onListener({ routing, number: index + 1, slot })),
      ),
    ),
  );

/** Requests for host names of these applications, and for others. */
export const arbitraryEdgeRequest: fc.Arbitrary<HttpRequest> = fc
  .tuple(arbitraryRequest, fc.integer({ min: 1, max: 5 }))
  .map(([request, number]) => ({ ...request, host: numbered(request.host, number) }));

/** An environment with these applications on its edge. */
export function edgeEnvironmentOf(placed: readonly PlacedApplication[]): EnvironmentInput {
  const environments = placed.map(({ routing }) => environmentOf(routing));
  const [first] = environments;
  if (first === undefined) throw new Error("an edge needs an application");
  const applications = placed.map(({ name, slot }, index) => [
    name,
    { ...environments[index]?.applications.app, loadBalancer: { type: "edge", slot } },
  ]);
  return {
    ...first,
    edge: {
      hostName: "edge.example.com",
      hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
    },
    applications: Object.fromEntries(applications),
  };
}
