import { hostSyntax } from "../../routing/condition-fields";
import { patternMatches } from "../../routing/pattern";
import { formatPath, type Path } from "../issue";
import { isMoving } from "../moving-host-names";
import type { Application } from "../schema/environment";
import { eachApplication } from "./applications";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Maximum length of a certificate's common name. @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
export const maxCommonNameLength = 64;

/** What a load balancer accepts as a host condition. */
const hostCondition = /^(?=.{1,128}$).*\.[a-z]+$/;

interface LocatedHost {
  readonly host: string;
  readonly path: Path;
}

function hostsOf({ hostName, additionalHostNames }: Application, base: Path): LocatedHost[] {
  return [
    { host: hostName, path: [...base, "hostName"] },
    ...additionalHostNames.map((host, index) => ({
      host,
      path: [...base, "additionalHostNames", index],
    })),
  ];
}

/** Every host name belongs to one application. */
export const checkUniqueHostNames: Constraint = ({ applications, edge }) => {
  const owners = new Map<string, Path>();
  if (edge !== undefined) owners.set(edge.hostName, ["edge", "hostName"]);
  return Object.entries(applications).flatMap(([name, application]) =>
    hostsOf(application, ["applications", name]).flatMap(({ host, path }): ConstraintIssue[] => {
      const owner = owners.get(host);
      owners.set(host, path);
      if (owner === undefined || isMoving(applications, host)) return [];
      return [
        {
          path,
          message: "must be unique in the environment: its DNS record points to one load balancer",
          fix: `choose another name; ${formatPath(owner)} uses this one. While it moves between the load balancers of two applications, write dns: "none" in exactly one of them`,
        },
      ];
    }),
  );
};

/** Host names are in their zone, and fit the certificate and the listener rules. */
export const checkHostNames = eachApplication((application, base) => {
  const zone = application.hostedZone.name;
  const hosts = hostsOf(application, base);
  const isShared = application.loadBalancer.type !== "own";
  const issues: ConstraintIssue[] = [];
  for (const { host, path } of hosts) {
    if (host !== zone && !host.endsWith(`.${zone}`)) {
      issues.push({
        path,
        message: `must be in the hosted zone "${zone}": its DNS records are created there`,
        fix: `choose a name that ends in ".${zone}", or the hosted zone of this name`,
      });
    }
    if ((isShared || hosts.length > 1) && !hostCondition.test(host)) {
      issues.push({
        path,
        message: `must be at most 128 characters with only letters after the last dot: ${isShared ? "on a listener that applications share" : "with additionalHostNames"}, each host name becomes a condition of the listener rules`,
        fix: isShared
          ? 'choose another name, or write loadBalancer: { type: "own" }'
          : "move this name to an application of its own, without additionalHostNames",
      });
    }
  }
  const { hostName } = application;
  if (hostName.length > maxCommonNameLength) {
    issues.push({
      path: [...base, "hostName"],
      message: `must be at most ${maxCommonNameLength} characters (it has ${hostName.length}): it is the common name of the certificate`,
      fix: "choose a shorter name here; additionalHostNames may be longer",
    });
  }
  return issues;
});

/** Every host condition matches a host name of its application. */
export const checkHostConditions = eachApplication((application, base) => {
  const hosts = hostsOf(application, base);
  return application.routes.flatMap(({ conditions }, route) =>
    (conditions.hosts ?? []).flatMap((pattern, index): ConstraintIssue[] => {
      if (hosts.some(({ host }) => patternMatches(pattern, host, hostSyntax))) return [];
      return [
        {
          path: [...base, "routes", route, "conditions", "hosts", index],
          message:
            "must match a host name of the application: requests for other names do not reach its load balancer",
          fix: "correct it, or add the name to additionalHostNames",
        },
      ];
    }),
  );
});
