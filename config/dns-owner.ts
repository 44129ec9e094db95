import { networkOf } from "./network-owner";
import type { Application, Environment } from "./schema/environment";

/** Every host name of an application, the main one first. */
export function hostNamesOf({
  hostName,
  additionalHostNames,
}: Pick<Application, "hostName" | "additionalHostNames">): string[] {
  return [hostName, ...additionalHostNames];
}

/**
 * The application that has the DNS records of a host name.
 * @returns `undefined` where no application of the environment has them
 */
function ownerOf({ applications }: Environment, hostName: string): Application | undefined {
  return Object.values(applications).find(
    (each) => each.dns !== "none" && hostNamesOf(each).includes(hostName),
  );
}

/** Records of an application without DNS that another application of the environment has. */
export interface RecordsElsewhere {
  /** Host names whose certificate another application validates. */
  readonly validation: readonly string[];
  /** Host names that have no IPv6 address where they lead to. */
  readonly withoutIpv6: readonly string[];
}

/** What other applications have of the host names of an application without DNS. */
export function recordsElsewhere(
  environment: Environment,
  application: Application,
): RecordsElsewhere {
  if (application.dns !== "none") return { validation: [], withoutIpv6: [] };
  const owned = hostNamesOf(application).map((hostName) => ({
    hostName,
    owner: ownerOf(environment, hostName),
  }));
  const matching = (test: (owner: Application) => boolean) =>
    owned.flatMap(({ hostName, owner }) => (owner && test(owner) ? [hostName] : []));
  return {
    validation: matching(({ certificate }) => certificate.type === "new"),
    withoutIpv6: matching((owner) => !networkOf(environment, owner).ipv6),
  };
}
