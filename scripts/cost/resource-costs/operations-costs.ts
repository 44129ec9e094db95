import { byUse, type CostLine, fixed } from "../cost-line";
import { blocksOf, type StackResource } from "../synthesized-stack";
import type { ResourceCost } from "./resource-cost";

/** An alarm is billed for each metric that it looks at. */
function alarm({ attributes }: StackResource): readonly CostLine[] {
  const metrics = blocksOf(attributes.metric_query).filter(({ metric }) => metric !== undefined);
  return [fixed("CloudWatch alarm, metric of one", Math.max(1, metrics.length), "alarm")];
}

function webAcl({ attributes }: StackResource): readonly CostLine[] {
  const rules = blocksOf(attributes.rule).length;
  return [
    fixed("WAF web ACL", 1, "webAcl"),
    ...(rules > 0 ? [fixed("WAF rule", rules, "webAclRule")] : []),
    byUse("Requests that the WAF inspects", "webAclRequests"),
  ];
}

/** What `extend` often adds, and the workspaces of HCP Terraform. */
export const operationsCosts: Readonly<Record<string, ResourceCost>> = {
  aws_athena_workgroup: () => [byUse("Queries of logs", "logQueries")],
  aws_cloudwatch_dashboard: () => [fixed("CloudWatch dashboard", 1, "dashboard")],
  aws_cloudwatch_metric_alarm: alarm,
  aws_kms_key: () => [fixed("KMS key", 1, "kmsKey")],
  aws_secretsmanager_secret: () => [fixed("Secret in Secrets Manager", 1, "secret")],
  aws_sns_topic: () => [byUse("Messages of alarms", "notifications")],
  aws_wafv2_web_acl: webAcl,
  tfe_workspace: () => [
    byUse("HCP Terraform workspace", { text: "by the plan of the organization" }),
  ],
};
