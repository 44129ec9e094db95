import { realHost } from "../model/address-book.ts";
import { applicationsOf, servesApplication } from "../model/applications.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";

/** Where a request arrives. */
export interface RequestedAddress {
  readonly loadBalancer: LoadBalancerModel;
  readonly listener: Listener;
  /** Real host name in lower case, without port. */
  readonly host: string;
  /** As it is sent, without any decoding. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
}

/**
 * Finds the listener that a URL leads to.
 * @throws EmulatorError when it leads to none, or to more than one load balancer.
 */
export function requestedAddress(
  url: string,
  loadBalancers: readonly LoadBalancerModel[],
  application: string | undefined,
): RequestedAddress {
  const [, scheme, hostName, port, target = ""] =
    /^(https?):\/\/([^/?#\s:@]+|\[[^\]]*\])(?::(\d+))?([^#]*)/i.exec(url) ?? [];
  if (scheme === undefined || hostName === undefined) {
    throw new EmulatorError(
      `"${url}" is not a URL with scheme and host. Write it like https://tasks.example.com/reports.`,
    );
  }
  const host = realHost(hostName);
  const loadBalancer = findLoadBalancer(host, loadBalancers, application);
  const isLocal = host !== hostName.toLowerCase();
  const listener = isLocal
    ? mainListener(loadBalancer)
    : findListener(loadBalancer, scheme.toLowerCase(), port);
  const [, path = "", query = ""] = /^([^?]*)\??(.*)$/s.exec(encoded(target)) ?? [];
  return { loadBalancer, listener, host, path: path === "" ? "/" : path, query };
}

function findLoadBalancer(
  host: string,
  loadBalancers: readonly LoadBalancerModel[],
  application: string | undefined,
): LoadBalancerModel {
  const candidates = loadBalancers.filter(
    (one) => application === undefined || servesApplication(one, application),
  );
  if (application !== undefined && candidates.length === 0) {
    const names = loadBalancers.flatMap(namesOf);
    throw new EmulatorError(
      `Application "${application}" does not exist. Use one of: ${list(names)}.`,
    );
  }
  const named = candidates.filter(({ hostNames }) => hostNames.includes(host));
  const [found, second] = named.length > 0 ? named : candidates;
  if (found !== undefined && second === undefined) return found;
  const owners = (named.length > 0 ? named : candidates).flatMap(namesOf);
  const reason =
    named.length > 0
      ? `Several load balancers have the host name "${host}"`
      : `"${host}" is not a host name of any load balancer (${list(candidates.flatMap(({ hostNames }) => hostNames))})`;
  throw new EmulatorError(
    `${reason}, so the URL does not say which one is meant. Name the application (${list(owners)}), or use another host name.`,
  );
}

function namesOf(loadBalancer: LoadBalancerModel): readonly string[] {
  return applicationsOf(loadBalancer).map(({ application }) => application);
}

/** The emulator serves it at the printed address. */
function mainListener({ listeners }: LoadBalancerModel): Listener {
  const main = listeners.find(({ protocol }) => protocol === "HTTPS") ?? listeners[0];
  if (main === undefined) throw new EmulatorError("The load balancer has no listener. Add one.");
  return main;
}

function findListener(
  { application, listeners }: LoadBalancerModel,
  scheme: string,
  port: string | undefined,
): Listener {
  const wanted = port === undefined ? (scheme === "https" ? 443 : 80) : Number(port);
  const found = listeners.find(
    (listener) => listener.port === wanted && listener.protocol.toLowerCase() === scheme,
  );
  if (found !== undefined) return found;
  const served = listeners.map((one) => `${one.protocol.toLowerCase()} on port ${one.port}`);
  throw new EmulatorError(
    `The load balancer of ${application} has no listener for ${scheme} on port ${wanted}, so nothing responds there. It listens for ${list(served)}.`,
  );
}

/** What cannot be in a request line, browsers encode. */
function encoded(target: string): string {
  return target.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function list(values: readonly string[]): string {
  return [...new Set(values)].join(", ") || "none";
}
