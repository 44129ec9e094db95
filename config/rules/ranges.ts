import { Address4, Address6 } from "ip-address";
import type { Path } from "../fault";
import { eachApplication, targetsOf } from "./applications";
import { isIpv4Range, notAnIpv4Range } from "./ipv4";
import type { RuleFault } from "./rule";

interface Egress {
  readonly cidr?: string | undefined;
  readonly securityGroupId?: string | undefined;
}

/** Ranges that routes, target groups and services name exist. */
export const rangeRule = eachApplication((application, base) => {
  const { routes, services } = application;
  const sourceIpFaults = routes.flatMap(({ conditions }, route) =>
    (conditions.sourceIps ?? []).flatMap((cidr, index): RuleFault[] =>
      isRange(cidr)
        ? []
        : [
            {
              path: [...base, "routes", route, "conditions", "sourceIps", index],
              rule: "must be an IPv4 or IPv6 range that exists",
              fix: 'write it like "203.0.113.0/24" or "2001:db8::/32"',
            },
          ],
    ),
  );
  const targetFaults = targetsOf(application, base).flatMap(({ target, path }) =>
    target.type === "target-group" && target.egress !== undefined
      ? egressFaults([...path, "egress"], target.egress)
      : [],
  );
  const serviceFaults = Object.entries(services).flatMap(([name, { egress }]) =>
    egress.flatMap((each, index) =>
      egressFaults([...base, "services", name, "egress", index], each),
    ),
  );
  return [...sourceIpFaults, ...targetFaults, ...serviceFaults];
});

function isRange(cidr: string): boolean {
  return cidr.includes(":") ? Address6.isValid(cidr) : Address4.isValid(cidr);
}

function egressFaults(path: Path, { cidr, securityGroupId }: Egress): RuleFault[] {
  const faults: RuleFault[] = [];
  if ((cidr === undefined) === (securityGroupId === undefined)) {
    faults.push({
      path,
      rule: "must name either cidr or securityGroupId",
      fix: cidr === undefined ? "add one of them" : "remove one of them",
    });
  }
  if (cidr !== undefined && !isIpv4Range(cidr)) {
    faults.push({ path: [...path, "cidr"], ...notAnIpv4Range });
  }
  return faults;
}
