import { featurePlanOf } from "../feature-plan";
import type { Environment } from "../schema/environment";
import type { Constraint, ConstraintIssue } from "./constraint";

/** Alarms have a topic in the region, and Cognito can write the logs that are asked for. */
export const checkMonitoring: Constraint = (environment) => [
  ...checkTopic(environment),
  ...checkUserPoolLogs(environment),
  ...checkOverrides(environment),
];

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
