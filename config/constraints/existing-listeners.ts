import { sharedListenerPriorities } from "../../routing/route";
import type { Path } from "../issue";
import { eachApplication } from "./applications";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Fields of an application that the owner of an existing load balancer decides. */
const fieldsOfOwner = ["accessLogRetentionDays", "accessLogTable", "firewall"] as const;

/** An existing listener is in the environment's region, and in a VPC that exists before the application. */
export const checkExistingListeners = eachApplication(
  ({ loadBalancer, network }, base, { region }): ConstraintIssue[] => {
    if (loadBalancer.type !== "existing") return [];
    const issues: ConstraintIssue[] = [];
    if (loadBalancer.listenerArn.split(":")[3] !== region) {
      issues.push({
        path: [...base, "loadBalancer", "listenerArn"],
        message: `must be in ${region}, the environment's region: a load balancer reaches targets of its own region only`,
        fix: `use a listener in ${region}`,
      });
    }
    if (network.type === "new") {
      issues.push({
        path: [...base, "network"],
        value: network.type,
        message:
          "must be the network of the existing load balancer: it reaches targets in its own VPC only",
        fix: 'write { type: "existing", vpcId, privateSubnetIds } with the load balancer\'s VPC',
      });
    }
    return issues;
  },
);

/** What belongs to an existing load balancer is set by its owner. */
export const checkExistingListenerFields: Constraint = ({ applications }, isGiven) =>
  Object.entries(applications).flatMap(([name, { loadBalancer }]) =>
    loadBalancer.type !== "existing"
      ? []
      : fieldsOfOwner
          .map((field): Path => ["applications", name, field])
          .filter(isGiven)
          .map((path) => ({
            path,
            message:
              "must be left out with an existing load balancer: it belongs to somebody else, and is not changed",
            fix: "remove it, and let the load balancer's owner set it",
          })),
  );

/** Applications on one existing listener have priorities of their own. */
export const checkExistingListenerPriorities: Constraint = ({ applications }) => {
  const earlier: { name: string; listenerArn: string; firstPriority: number }[] = [];
  return Object.entries(applications).flatMap(([name, { loadBalancer }]): ConstraintIssue[] => {
    if (loadBalancer.type !== "existing") return [];
    const { listenerArn, firstPriority } = loadBalancer;
    const other = earlier.find(
      (each) =>
        each.listenerArn === listenerArn &&
        Math.abs(each.firstPriority - firstPriority) < sharedListenerPriorities,
    );
    earlier.push({ name, listenerArn, firstPriority });
    if (other === undefined) return [];
    return [
      {
        path: ["applications", name, "loadBalancer", "firstPriority"],
        message: `must be ${sharedListenerPriorities} away from ${other.firstPriority} of application "${other.name}" on this listener: each application has ${sharedListenerPriorities} priorities, and two rules cannot have one priority`,
        fix: `write ${other.firstPriority + sharedListenerPriorities}, if the owner of the listener has these priorities free`,
      },
    ];
  });
};
