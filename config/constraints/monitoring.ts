import { loadBalancerAlarms } from "../alarms";
import { featurePlanOf } from "../feature-plan";
import type { Environment } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Alarms have a topic in the region, and Cognito can write the logs that are asked for. */
export const checkMonitoring: Constraint = (environment) => [
  ...checkTopic(environment),
  ...checkUserPoolLogs(environment),
  ...checkOverrides(environment),
  ...checkSharedLoadBalancerAlarms(environment),
];

/** Settings of alarms that only a load balancer has. */
const loadBalancerSettings = ["deniedSignInsPercent", "minSignIns", "signInLatencyMs"] as const;
const isLoadBalancerAlarm = (alarm: string) =>
  (loadBalancerAlarms as readonly string[]).includes(alarm);

function checkTopic({ monitoring, region }: Environment): ConstraintIssue[] {
  if (monitoring?.topic.type !== "existing") return [];
  const [, , , topicRegion] = monitoring.topic.arn.split(":");
  if (topicRegion === region) return [];
  return [
    {
      path: ["monitoring", "topic", "arn"],
      message: `must be a topic in ${region}: alarms and rules reach only topics of their own region`,
      fix: `name a topic in ${region}, or write { type: "new" }`,
    },
  ];
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html */
function checkUserPoolLogs({ monitoring, identity }: Environment): ConstraintIssue[] {
  const { userPoolLogs = "off" } = monitoring ?? {};
  if (userPoolLogs === "off") return [];
  const path = ["monitoring", "userPoolLogs"];
  if (identity.type === "existing") {
    return [
      {
        path,
        message: "must be left out with an existing user pool: its settings are never changed",
        fix: "remove it, and set log streaming up where the pool is managed",
      },
    ];
  }
  if (userPoolLogs !== "all" || featurePlanOf(identity) === "plus") return [];
  return [
    {
      path,
      message: `must not be "all" with plan: "${featurePlanOf(identity)}": Cognito logs sign-ins on the Plus plan only`,
      fix: 'write "delivery-errors", or identity.plan: "plus"',
    },
  ];
}

function checkOverrides({ monitoring, applications }: Environment): ConstraintIssue[] {
  if (monitoring !== undefined) return [];
  const withoutMonitoring = (path: ConstraintIssue["path"]): ConstraintIssue => ({
    path,
    message: "must be left out without monitoring: the environment has no alarms",
    fix: "remove it, or add monitoring: {} to the environment",
  });
  return Object.entries(applications).flatMap(([name, { alarms, services }]) => [
    ...(alarms === undefined ? [] : [withoutMonitoring(["applications", name, "alarms"])]),
    ...Object.entries(services).flatMap(([service, settings]) =>
      settings.alarms === undefined
        ? []
        : [withoutMonitoring(["applications", name, "services", service, "alarms"])],
    ),
  ]);
}

/** The alarms of a load balancer are in the stack that creates it. */
function checkSharedLoadBalancerAlarms({ applications }: Environment): ConstraintIssue[] {
  return Object.entries(applications).flatMap(([name, { alarms = {}, loadBalancer }]) => {
    if (loadBalancer.type === "own") return [];
    const { off = [] } = alarms;
    const path = (...keys: (string | number)[]) => ["applications", name, "alarms", ...keys];
    const paths = [
      ...loadBalancerSettings
        .filter((each) => alarms[each] !== undefined)
        .map((each) => path(each)),
      ...off.flatMap((each, index) => (isLoadBalancerAlarm(each) ? [path("off", index)] : [])),
    ];
    return paths.map((each) => ({ path: each, ...notItsAlarms[loadBalancer.type] }));
  });
}

const notItsAlarms = {
  edge: {
    message:
      "must be left out behind the load balancer of the edge: its alarms are in the stack of the edge, for all of its applications",
    fix: "remove it here, and set it in monitoring.alarms",
  },
  existing: {
    message:
      "must be left out behind an existing listener: alarms of the load balancer are of the team that runs it",
    fix: "remove it",
  },
} as const;
