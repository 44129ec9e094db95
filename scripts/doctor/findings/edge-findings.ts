import type { FindingDefinition } from "../finding";

/** What is wrong with a load balancer that the applications of an environment share. */
export const edgeFindings = {
  "edge-unknown-host": {
    step: "rule",
    severity: "error",
    summary:
      "No application of this environment has this host name, so the shared load balancer returns 404, as it does for every host name that no rule names.",
    proof: "The 404 of the edge, or the rules of its listener.",
    fix: "List the host in applications.NAME.hostName or additionalHostNames of an application with loadBalancer.type edge, and deploy it. If the host belongs to another load balancer, change its DNS record.",
  },
  "edge-not-deployed": {
    step: "aws-edge",
    severity: "error",
    summary:
      "The edge is not deployed, so no host name of an application behind it reaches anything.",
    proof: "The state of the edge's stack, and the load balancers in AWS.",
    fix: "Deploy the edge, then the application: npm run deploy -- --only edge --only NAME. If it is deployed, this checkout reads another state: see docs/moving-state.md.",
  },
  "edge-slot-unused": {
    step: "aws-edge",
    severity: "warning",
    summary:
      "The edge has registered a slot for an application that has no rule there, so nobody reaches this application.",
    proof: "The slots in the state of the edge, and the rules of its listener.",
    fix: "Deploy the application: npm run deploy -- --only NAME. If it was removed from the environment, deploy the edge, which gives its slot free.",
  },
  "edge-rules-outside-slot": {
    step: "aws-edge",
    severity: "warning",
    summary:
      "Rules of an application are outside its slot, where the next owner of that slot cannot create rules (PriorityInUse).",
    proof: "Priorities of the rules with a host name of the application.",
    fix: "Deploy the edge, then the application, whose slot has changed: npm run deploy -- --only edge --only NAME. Delete rules that somebody wrote by hand.",
  },
  "edge-rules-without-application": {
    step: "aws-edge",
    severity: "warning",
    summary:
      "The shared listener has rules that belong to no application of this environment, and still serves their host names.",
    proof: "Priorities and host names of the rules.",
    fix: "If the application was removed, write it into the environment file again, destroy its stack (docs/rename-and-remove.md), remove it, and deploy the edge. Delete rules that somebody wrote by hand.",
  },
} as const satisfies Record<string, FindingDefinition>;
