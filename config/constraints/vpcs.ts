import { Address4 } from "ip-address";
import { rangesOverlap } from "../ip-range";
import { ownNetworks } from "../network-owner";
import type { Environment } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";

const minPrefixLength = 16;
const maxPrefixLength = 23;

/** Ranges that AWS does not allow in a VPC. */
const reservedRanges = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4"];

function newVpcs(environment: Environment) {
  return ownNetworks(environment).flatMap(({ owner, network, path }) =>
    network.type === "new"
      ? [{ owner, range: new Address4(network.cidr), path: [...path, "cidr"] }]
      : [],
  );
}

/** New VPCs have a size that fits their subnets, and addresses that AWS allows. */
export const checkVpcRanges: Constraint = (environment) =>
  newVpcs(environment).flatMap(({ range, path }) => {
    const issues: ConstraintIssue[] = [];
    if (range.subnetMask < minPrefixLength || range.subnetMask > maxPrefixLength) {
      issues.push({
        path,
        message: `must be /${minPrefixLength} to /${maxPrefixLength}: AWS allows no larger VPC, and in a smaller one the load balancer's subnets would be smaller than /27`,
        fix: 'write it like "10.0.0.0/16"',
      });
    }
    const reserved = reservedRanges.find((each) => rangesOverlap(range, new Address4(each)));
    if (reserved !== undefined) {
      issues.push({
        path,
        message: `must not overlap with ${reserved}: AWS reserves these addresses`,
        fix: 'use a private range, like "10.0.0.0/16"',
      });
    }
    return issues;
  });

/** New VPCs of an environment do not overlap. */
export const checkVpcOverlap: Constraint = (environment) =>
  newVpcs(environment).flatMap(({ range, path }, index, all) =>
    all
      .slice(0, index)
      .filter((earlier) => rangesOverlap(range, earlier.range))
      .map((earlier) => ({
        path,
        message: `must not overlap with ${earlier.range.address} of ${earlier.owner}: overlapping VPCs cannot be peered, and the range of a VPC cannot be changed later`,
        fix: 'give each application its own range, like "10.1.0.0/16"',
      })),
  );
