import type { Path } from "../issue";
import { additionalRuleGroups, baseCapacityUnits, maxCapacityUnits } from "../managed-rule-groups";
import type { Environment } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";

type LoadBalancerFirewall = NonNullable<Environment["applications"][string]["firewall"]>;
type UserPoolFirewall = Omit<
  LoadBalancerFirewall,
  "uploadPaths" | "managedRuleGroups" | "failOpen"
>;

/** Lists of a firewall have no entry twice, no range is both blocked and trusted, and its rules fit. */
export const checkFirewalls: Constraint = ({ applications, edge, identity }) => [
  ...Object.entries(applications).flatMap(([name, { firewall }]) =>
    firewall === undefined ? [] : loadBalancerIssues(firewall, ["applications", name, "firewall"]),
  ),
  ...(edge?.firewall === undefined ? [] : loadBalancerIssues(edge.firewall, ["edge", "firewall"])),
  ...(identity.type !== "existing" && identity.firewall !== undefined
    ? commonIssues(identity.firewall, ["identity", "firewall"])
    : []),
];

function loadBalancerIssues(firewall: LoadBalancerFirewall, base: Path): ConstraintIssue[] {
  const { managedRuleGroups, uploadPaths } = firewall;
  const units = managedRuleGroups.reduce(
    (sum, group) => sum + additionalRuleGroups[group],
    baseCapacityUnits,
  );
  const tooMany: ConstraintIssue[] =
    units <= maxCapacityUnits
      ? []
      : [
          {
            path: [...base, "managedRuleGroups"],
            message: `must need at most ${maxCapacityUnits - baseCapacityUnits} capacity units, and need ${units - baseCapacityUnits}: with more, AWS charges extra for every request`,
            fix: `leave out groups for software that you do not run; units: ${managedRuleGroups
              .map((group) => `${group} ${additionalRuleGroups[group]}`)
              .join(", ")}`,
          },
        ];
  return [
    ...commonIssues(firewall, base),
    ...repeated(managedRuleGroups, [...base, "managedRuleGroups"]),
    ...repeated(uploadPaths, [...base, "uploadPaths"]),
    ...tooMany,
  ];
}

function commonIssues(
  { blockedRanges, trustedRanges, countedRules }: UserPoolFirewall,
  base: Path,
): ConstraintIssue[] {
  const both = trustedRanges.flatMap((range, index) =>
    blockedRanges.includes(range)
      ? [
          {
            path: [...base, "trustedRanges", index],
            message:
              "must not be in blockedRanges too: blocked ranges are evaluated first, so the trust would have no effect",
            fix: "remove it from one of the lists",
          },
        ]
      : [],
  );
  return [
    ...repeated(blockedRanges, [...base, "blockedRanges"]),
    ...repeated(trustedRanges, [...base, "trustedRanges"]),
    ...repeated(countedRules, [...base, "countedRules"]),
    ...both,
  ];
}

function repeated(values: readonly string[], path: Path): ConstraintIssue[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [
          {
            path: [...path, index],
            message: "must not be listed twice: AWS WAF rejects repeated entries",
            fix: "remove one of them",
          },
        ],
  );
}
