import type { Path } from "../issue";
import { eachApplication, targetsOf } from "./applications";
import type { ConstraintIssue } from "./constraint";

interface Egress {
  readonly cidr?: string | undefined;
  readonly securityGroupId?: string | undefined;
}

/** Every egress destination is either a range or a security group. */
export const checkEgress = eachApplication((application, base) => {
  const ofTargets = targetsOf(application, base).flatMap(({ target, path }) =>
    target.type === "target-group" && target.egress !== undefined
      ? egressIssues([...path, "egress"], target.egress)
      : [],
  );
  const ofServices = Object.entries(application.services).flatMap(([name, { egress }]) =>
    egress.flatMap((each, index) =>
      egressIssues([...base, "services", name, "egress", index], each),
    ),
  );
  return [...ofTargets, ...ofServices];
});

function egressIssues(path: Path, { cidr, securityGroupId }: Egress): ConstraintIssue[] {
  if ((cidr === undefined) !== (securityGroupId === undefined)) return [];
  return [
    {
      path,
      message:
        "must have either cidr or securityGroupId: a security group rule has one destination",
      fix: cidr === undefined ? "add one of them" : "remove one of them",
    },
  ];
}
