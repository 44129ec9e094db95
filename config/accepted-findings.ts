/** A finding of a scanner that is accepted, until a day on which somebody has to look at it again. */
export interface AcceptedFinding {
  /** Identifier of one of the scanners; the others' identifiers of the same check are accepted too. */
  readonly id: string;
  /** Terraform address, in which `*` is any text. */
  readonly resource: string;
  /** Why it is accepted: it becomes part of the scanners' files and of docs/findings.md. */
  readonly reason: string;
  /** Last day on which it is accepted, as YYYY-MM-DD. */
  readonly expires: string;
}
/**
 * Findings that are accepted in the environments of this folder. `npm run findings` writes the scanners'
 * ignore files and docs/findings.md from them, and rejects a finding that has no entry.
 */
export const acceptedFindings: readonly AcceptedFinding[] = [
  {
    id: "ELB.16",
    resource: "aws_lb.load_balancer_*",
    reason:
      "A firewall costs at least 10 USD a month, so it is off unless the environment has one: docs/firewall.md.",
    expires: "2027-11-30",
  },
  {
    id: "AWS-0053",
    resource: "aws_lb.load_balancer_*",
    reason: "Users open the application from the internet. `internal: true` closes it.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_378",
    resource: "aws_lb_target_group.*",
    reason:
      "TLS ends at the load balancer. From there requests stay in the VPC, and only the load balancer's security group reaches the containers.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_260",
    resource: "aws_vpc_security_group_ingress_rule.load_balancer_security_group_http_*",
    reason: "Port 80 only redirects to HTTPS, for users who type the host name.",
    expires: "2027-11-30",
  },
  {
    id: "AWS-0107",
    resource: "aws_vpc_security_group_ingress_rule.load_balancer_security_group_http*",
    reason: "Users open the application from any address. `internal: true` closes it.",
    expires: "2027-11-30",
  },
  {
    id: "AWS-0104",
    resource: "aws_vpc_security_group_egress_rule.*",
    reason:
      "HTTPS only: Cognito has no fixed addresses and no private endpoint for sign-in, and containers pull images and keys.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_136",
    resource: "aws_ecr_repository.*",
    reason: "Images hold no secrets, and AES-256 with AWS's key costs nothing.",
    expires: "2027-11-30",
  },
  {
    id: "ECR.3",
    resource: "aws_ecr_repository.*",
    reason: "A rollback needs old images. `untaggedImageExpiryDays` deletes those without a tag.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_65",
    resource: "aws_ecs_cluster.cluster_*",
    reason:
      "environments/small.ts leaves Container Insights out, which costs more than its task: docs/cost.md.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_333",
    resource: "aws_ecs_service.services_*",
    reason:
      "environments/small.ts has no NAT gateway, so its task has a public address. Its security group admits the load balancer only.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_158",
    resource: "aws_cloudwatch_log_group.*",
    reason:
      "CloudWatch encrypts logs with its own key. A key of the account costs 1 USD a month, and whoever may read the log may usually use it too.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_145",
    resource: "aws_s3_bucket_server_side_encryption_configuration.*",
    reason:
      "Load balancers write access logs to buckets with S3's own key only. Others hold what is in the state and the logs anyway.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_21",
    resource: "aws_s3_bucket.*",
    reason:
      "Logs are written once, and code is written again from the JSON: there is no older version to go back to.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_18",
    resource: "aws_s3_bucket.*",
    reason: "A bucket of logs would log itself. CloudTrail data events tell who reads one.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_144",
    resource: "aws_s3_bucket.*",
    reason: "Logs belong to a load balancer of one region, and are of no use to another one.",
    expires: "2027-11-30",
  },
  {
    id: "CKV2_AWS_62",
    resource: "aws_s3_bucket.*",
    reason: "Nothing waits for a log file.",
    expires: "2027-11-30",
  },
  {
    id: "CKV2_AWS_61",
    resource: "aws_s3_bucket.token_claims_code_bucket_*",
    reason: "It has one object, the code of one function, which Terraform deletes with it.",
    expires: "2027-11-30",
  },
  {
    id: "IAM.21",
    resource: "aws_iam_role_policy.services_*_service_roles_execution_policy_*",
    reason: "`ecr:GetAuthorizationToken` supports no resource ARN.",
    expires: "2027-11-30",
  },
  {
    id: "Cognito.1",
    resource: "aws_cognito_user_pool.user_pool_*",
    reason:
      "Threat protection needs the Plus plan, which is paid for every active user: `threatProtection`.",
    expires: "2027-11-30",
  },
  {
    id: "Cognito.5",
    resource: "aws_cognito_user_pool.user_pool_*",
    reason:
      "Whether users have a second factor is a decision about them: `mfa`. docs/second-factor.md.",
    expires: "2027-11-30",
  },
  {
    id: "WAF.11",
    resource: "aws_wafv2_web_acl.extension_web_acl_*",
    reason:
      "environments/extended.ts shows how to add resources, and is no firewall for production.",
    expires: "2027-11-30",
  },
  {
    id: "CKV_AWS_192",
    resource: "aws_wafv2_web_acl.extension_web_acl_*",
    reason:
      "environments/extended.ts shows how to add resources, and is no firewall for production.",
    expires: "2027-11-30",
  },
];
