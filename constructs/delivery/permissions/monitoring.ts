import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/** ARNs of an environment's alarms, rules and topic. Keys have ids that AWS chooses. */
function monitoringArns(scope: DeliveryScope) {
  const { environmentName: name, partition, accountId } = scope;
  return {
    alarms: regionalArn(scope, "cloudwatch", `alarm:${name}-*`),
    dashboards: `arn:${partition}:cloudwatch::${accountId}:dashboard/${name}-*`,
    rules: regionalArn(scope, "events", `rule/${name}-*`),
    topic: regionalArn(scope, "sns", `${name}-alarms`),
    keys: regionalArn(scope, "kms", "key/*"),
    alias: regionalArn(scope, "kms", `alias/${name}-alarms`),
    logGroup: regionalArn(scope, "logs", `log-group:/aws/vendedlogs/${name}-user-pool*`),
    userPools: regionalArn(scope, "cognito-idp", "userpool/*"),
  };
}

/** Reads alarms, dashboards, rules, and the topic with its key. */
export function readMonitoring(scope: DeliveryScope): PolicyStatement[] {
  const { alarms, dashboards, rules, topic, keys, logGroup, userPools } = monitoringArns(scope);
  const inRegion = { StringEquals: { "aws:RequestedRegion": scope.region } };
  return [
    allow(["cloudwatch:ListTagsForResource"], [alarms]),
    allow(["cloudwatch:GetDashboard"], [dashboards]),
    allow(
      ["events:DescribeRule", "events:ListTagsForResource", "events:ListTargetsByRule"],
      [rules],
    ),
    allow(
      ["sns:GetSubscriptionAttributes", "sns:GetTopicAttributes", "sns:ListTagsForResource"],
      [topic, `${topic}:*`],
    ),
    allow(
      ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
      [keys],
    ),
    { ...allow(["kms:ListAliases"], ["*"]), Condition: inRegion },
    allow(["logs:ListTagsForResource"], [logGroup]),
    allow(["cognito-idp:GetLogDeliveryConfiguration"], [userPools]),
  ];
}

/** Manages alarms, dashboards, rules, the topic with its key, and Cognito's logs. */
export function manageMonitoring(scope: DeliveryScope): PolicyStatement[] {
  const { alarms, dashboards, rules, topic, keys, alias, logGroup, userPools } =
    monitoringArns(scope);
  const inRegion = { StringEquals: { "aws:RequestedRegion": scope.region } };
  return [
    allow(
      [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
      ],
      [alarms],
    ),
    allow(["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"], [dashboards]),
    allow(
      [
        "events:DeleteRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource",
      ],
      [rules],
    ),
    allow(
      [
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:SetSubscriptionAttributes",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:Unsubscribe",
        "sns:UntagResource",
      ],
      [topic, `${topic}:*`],
    ),
    // A key has no ARN before it exists, and none with the environment's name afterwards: its tag says
    // whose it is, so that no other key of the account can be changed or deleted.
    { ...allow(["kms:CreateKey"], ["*"]), Condition: inRegion },
    {
      ...allow(["kms:TagResource"], [keys]),
      Condition: { StringEquals: { "aws:RequestTag/Name": `${scope.environmentName}-alarms` } },
    },
    {
      ...allow(
        [
          "kms:EnableKeyRotation",
          "kms:PutKeyPolicy",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateKeyDescription",
        ],
        [keys],
      ),
      Condition: { StringEquals: { "aws:ResourceTag/Name": `${scope.environmentName}-alarms` } },
    },
    allow(["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"], [alias, keys]),
    allow(
      [
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      [logGroup],
    ),
    allow(["cognito-idp:SetLogDeliveryConfiguration"], [userPools]),
    // Cognito lets itself write to the log group, with the caller's permission.
    {
      ...allow(
        [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
        ],
        ["*"],
      ),
      Condition: inRegion,
    },
  ];
}
