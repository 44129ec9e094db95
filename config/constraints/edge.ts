import { formatPath, type Path } from "../issue";
import { edgeApplications } from "../shared-listener";
import { eachApplication } from "./applications";
import type { Constraint, ConstraintIssue } from "./constraint";
import { maxCommonNameLength } from "./host-names";

/** Last part of the name of the edge's stack, which no application may have beside it. */
export const edgeStackName = "edge";

/** Fields of an application that belong to the load balancer, or to the cluster beside it. */
const fieldsOfEdge = [
  "internal",
  "idleTimeoutSeconds",
  "accessLogRetentionDays",
  "accessLogTable",
  "firewall",
] as const;

/** The edge's own settings fit each other and the environment. */
export const checkEdge: Constraint = ({ edge, applications }) => {
  if (edge === undefined) return [];
  const { hostName, hostedZone } = edge;
  const issues: ConstraintIssue[] = [];
  const zone = hostedZone.name;
  if (hostName !== zone && !hostName.endsWith(`.${zone}`)) {
    issues.push({
      path: ["edge", "hostName"],
      message: `must be in the hosted zone "${zone}": the records that validate its certificate are created there`,
      fix: `choose a name that ends in ".${zone}", or the hosted zone of this name`,
    });
  }
  if (hostName.length > maxCommonNameLength) {
    issues.push({
      path: ["edge", "hostName"],
      message: `must be at most ${maxCommonNameLength} characters (it has ${hostName.length}): it is the common name of the certificate`,
      fix: "choose a shorter name",
    });
  }
  if (Object.hasOwn(applications, edgeStackName)) {
    issues.push({
      path: ["applications", edgeStackName],
      value: edgeStackName,
      message: `must not be named "${edgeStackName}": the stack of the environment's edge has this name`,
      fix: "choose another name",
    });
  }
  return issues;
};

/** An application behind the edge has an edge, and its network. */
export const checkEdgeApplications: Constraint = ({ edge, applications }) =>
  edgeApplications(applications).flatMap(({ name, application }): ConstraintIssue[] => {
    const base = ["applications", name];
    if (edge === undefined) {
      return [
        {
          path: [...base, "loadBalancer", "type"],
          message:
            'must not be "edge": the environment has no edge, whose load balancer this would be',
          fix: 'add edge to the environment, or write { type: "own" }',
        },
      ];
    }
    if (application.network.type === "edge") return [];
    return [
      {
        path: [...base, "network"],
        message:
          "must be the network of the edge: a load balancer reaches targets in its own VPC only",
        fix: "remove network here, and describe the VPC in edge.network",
      },
    ];
  });

/** What belongs to the shared load balancer is set there, and not by one of its applications. */
export const checkEdgeFields: Constraint = ({ edge, applications }, isGiven) => {
  if (edge === undefined) return [];
  return edgeApplications(applications).flatMap(({ name, application }) =>
    [...fieldsOfEdge, ...(application.cluster.type === "edge" ? ["containerInsights"] : [])]
      .map((field): Path => ["applications", name, field])
      .filter(isGiven)
      .map((path) => ({
        path,
        message:
          "must be left out behind the load balancer of the edge: it is a setting of the edge, and the same for all of its applications",
        fix: `remove it here, and set ${formatPath(["edge", String(path.at(-1))])}`,
      })),
  );
};

/** Only an application behind the edge reads the edge's cluster. */
export const checkEdgeClusters = eachApplication(
  ({ cluster, loadBalancer }, base): ConstraintIssue[] => {
    if (cluster.type !== "edge" || loadBalancer.type === "edge") return [];
    return [
      {
        path: [...base, "cluster", "type"],
        message:
          'must not be "edge" with another load balancer: only applications behind the edge\'s load balancer use its cluster',
        fix: 'write { type: "new" }, or loadBalancer: { type: "edge", slot: … }',
      },
    ];
  },
);

/** Every application behind the edge has priorities of its own. */
export const checkEdgeSlots: Constraint = ({ applications }) => {
  const owners = new Map<number, string>();
  return edgeApplications(applications).flatMap(({ name, slot }): ConstraintIssue[] => {
    const owner = owners.get(slot);
    owners.set(slot, owner ?? name);
    if (owner === undefined) return [];
    const taken = new Set(edgeApplications(applications).map((each) => each.slot));
    const free = Array.from({ length: taken.size + 1 }, (_, index) => index + 1).find(
      (each) => !taken.has(each),
    );
    return [
      {
        path: ["applications", name, "loadBalancer", "slot"],
        message: `must be unique: application "${owner}" has this slot, and two rules of one listener cannot have one priority`,
        fix: `write ${free}, which is free; an application that is deployed keeps its slot`,
      },
    ];
  });
};
