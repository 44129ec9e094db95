import { formatPath, type Path } from "../issue";
import type { Application } from "../schema/environment";
import { edgeApplications } from "../shared-listener";
import { targetsOf } from "./applications";
import type { Constraint, ConstraintIssue } from "./constraint";

type TargetGroup = Extract<
  ReturnType<typeof targetsOf>[number]["target"],
  { type: "target-group" }
>;
type Egress = NonNullable<TargetGroup["egress"]>;

interface Located {
  readonly egress: Egress;
  readonly path: Path;
}

/** Egress of the edge itself, to Cognito. */
const toCognito: Egress = { port: 443, cidr: "0.0.0.0/0" };

const keyOf = ({ port, cidr, securityGroupId }: Egress) =>
  JSON.stringify([port, cidr, securityGroupId]);

function egressOf(application: Application, name: string): Located[] {
  return targetsOf(application, ["applications", name]).flatMap(({ target, path }) =>
    target.type === "target-group" && target.egress !== undefined
      ? [{ egress: target.egress, path: [...path, "egress"] }]
      : [],
  );
}

/**
 * Applications on the edge add egress rules to one security group, each from a stack of its own, and AWS
 * rejects a second rule for the same destination.
 */
export const checkEdgeEgress: Constraint = ({ applications }) => {
  const owners = new Map<string, { readonly name: string | undefined; readonly path: Path }>([
    [keyOf(toCognito), { name: undefined, path: ["edge"] }],
  ]);
  return edgeApplications(applications).flatMap(({ name, application }) =>
    egressOf(application, name).flatMap(({ egress, path }): ConstraintIssue[] => {
      const owner = owners.get(keyOf(egress));
      if (owner === undefined) owners.set(keyOf(egress), { name, path });
      if (owner === undefined || owner.name === name) return [];
      return [
        {
          path,
          message: `must not be a destination that ${formatPath(owner.path)} has: both would be rules of the edge's security group, and AWS rejects a second rule for the same destination`,
          fix:
            owner.name === undefined
              ? "leave egress out: the edge may connect to port 443 anywhere"
              : `name the targets' security group or a narrower range, or leave egress out as long as application "${owner.name}" exists`,
        },
      ];
    }),
  );
};
