import { type EmulatorModel, explainRequest, type LoadBalancerModel } from "alb-emulator";
import { realHostOf } from "../http/address";

/** A URL to which one rule applies. */
export interface WitnessUrl {
  readonly url: URL;
  /** Terraform address. */
  readonly rule: string;
}

type Rule = LoadBalancerModel["listeners"][number]["rules"][number];

/** Enough for every rule that a load balancer has by default. */
const maxUrls = 100;

/**
 * A URL for each rule that a plain GET can reach, on each host name.
 * @throws EmulatorError when the host belongs to no load balancer of the environment
 */
export function witnessUrls(model: EmulatorModel, url: URL): readonly WitnessUrl[] {
  const { application, listener } = explainRequest(model, { url: url.href });
  const loadBalancer = model.loadBalancers.find((each) => each.application === application);
  const rules =
    loadBalancer?.listeners.find(({ address }) => address === listener.address)?.rules ?? [];
  const hosts = [...new Set([realHostOf(url), ...(loadBalancer?.hostNames ?? [])])];
  const found: WitnessUrl[] = [];
  for (const rule of rules) {
    for (const candidate of candidatesOf(rule, url, hosts)) {
      const matched = explainRequest(model, { url: candidate.href }).rules.find(
        ({ result }) => result === "matched",
      );
      if (matched?.address === rule.address) found.push({ url: candidate, rule: rule.address });
    }
  }
  const defaults = hosts.map((host) => ({ url: at(url, host, "/"), rule: listener.address }));
  return [...found, ...defaults].slice(0, maxUrls);
}

/** One path of each pattern, on each host that the rule allows. */
function candidatesOf({ conditions }: Rule, url: URL, hosts: readonly string[]): URL[] {
  const paths = conditions.flatMap((condition) =>
    condition.field === "path-pattern" ? condition.values.map(witness) : [],
  );
  const hostPatterns = conditions.flatMap((condition) =>
    condition.field === "host-header" ? condition.values : [],
  );
  const allowed =
    hostPatterns.length === 0 ? hosts : hosts.filter((host) => hostPatterns.includes(host));
  return allowed.flatMap((host) =>
    (paths.length === 0 ? ["/"] : paths).map((path) => at(url, host, path)),
  );
}

/** A path that the pattern matches, without wildcards. */
function witness(pattern: string): string {
  const path = pattern.replaceAll("*", "doctor").replaceAll("?", "d");
  return path.startsWith("/") ? path : `/${path}`;
}

/** The emulator has `.localhost` behind each host name, and the port of the URL. */
function at(url: URL, host: string, path: string): URL {
  const suffix = url.hostname.endsWith(".localhost") ? ".localhost" : "";
  const port = url.port === "" ? "" : `:${url.port}`;
  return new URL(`${url.protocol}//${host}${suffix}${port}${path}`);
}
