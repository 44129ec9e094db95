import { hostSyntax } from "../../routing/condition-fields";
import { patternMatches } from "../../routing/pattern";
import { formatPath, type Path } from "../fault";
import type { Rule, RuleFault } from "./rule";

/** Most characters of a certificate's common name. @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const maxCommonName = 64;

/** What a load balancer takes as a host condition. */
const hostCondition = /^(?=.{1,128}$).*\.[a-z]+$/;

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
          fix: `choose another name; ${formatPath(owner)} has this one`,
          inputs: [path, owner],
        });
      }
      owners.set(host, path);
      if (hosts.length > 1 && !hostCondition.test(host)) {
        faults.push({
          path,
          rule: `must be at most 128 characters with letters only after the last dot, since the application has several host names: each becomes a condition of its listener rules`,
          fix: "give this name an application of its own, without additionalHostNames",
          inputs: [path, [...base, "additionalHostNames"]],
        });
      }
    }
    if (application.hostName.length > maxCommonName) {
      const path = [...base, "hostName"];
      faults.push({
        path,
        rule: `must be at most ${maxCommonName} characters, and has ${application.hostName.length}: it is the certificate's main name`,
        fix: "choose a shorter name here; additionalHostNames may be longer",
        inputs: [path],
      });
    }
    application.routes.forEach(({ conditions }, route) => {
      conditions.hosts?.forEach((pattern, index) => {
        if (hosts.some(([host]) => patternMatches(pattern, host, hostSyntax))) return;
        const path = [...base, "routes", route, "conditions", "hosts", index];
        faults.push({
          path,
          rule: "must fit a host name of the application: no other name leads to its load balancer",
          fix: "correct it, or add the name to additionalHostNames",
          inputs: [path, [...base, "hostName"], [...base, "additionalHostNames"]],
        });
      });
    });
  }
  return faults;
};
