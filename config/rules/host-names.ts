import { hostSyntax } from "../../routing/condition-fields";
import { patternMatches } from "../../routing/pattern";
import type { Path } from "../fault";
import type { Rule, RuleFault } from "./rule";

/** Host names lie in their zone, belong to one application, and are what host conditions speak of. */
export const hostNameRule: Rule = (environment) => {
  const faults: RuleFault[] = [];
  const owners = new Map<string, Path>();
  for (const [name, application] of Object.entries(environment.applications)) {
    const base = ["applications", name];
    const zone = application.hostedZone.name;
    const zonePath = [...base, "hostedZone", "name"];
    const hosts: [string, Path][] = [
      [application.hostName, [...base, "hostName"]],
      ...application.additionalHostNames.map((host, index): [string, Path] => [
        host,
        [...base, "additionalHostNames", index],
      ]),
    ];
    for (const [host, path] of hosts) {
      if (host !== zone && !host.endsWith(`.${zone}`)) {
        faults.push({
          path,
          rule: `must lie inside the hosted zone "${zone}": its DNS records are written there`,
          fix: `choose a name that ends in ".${zone}", or name the zone that holds it`,
          inputs: [path, zonePath],
        });
      }
      const owner = owners.get(host);
      if (owner !== undefined) {
        faults.push({
          path,
          rule: "must be used once in an environment: a host name leads to one load balancer",
          fix: `choose another name; ${owner.join(".")} has this one`,
          inputs: [path, owner],
        });
      }
      owners.set(host, path);
    }
    application.routes.forEach(({ conditions }, route) => {
      conditions.hosts?.forEach((pattern, index) => {
        if (hosts.some(([host]) => patternMatches(pattern, host, hostSyntax))) return;
        const path = [...base, "routes", route, "conditions", "hosts", index];
        faults.push({
          path,
          rule: "must fit a host name of the application: no other name leads to its load balancer",
          fix: "correct it, or add the name to additionalHostNames",
          inputs: [path, ...hosts.map(([, hostPath]) => hostPath)],
        });
      });
    });
  }
  return faults;
};
