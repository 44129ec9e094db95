/** Resources by type and name, as in a synthesized stack. */
export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

const container = { name: "web", user: "1000", readonlyRootFilesystem: true, logConfiguration: {} };
const task = (changes: object, attributes: object = {}): Resources => ({
  aws_ecs_task_definition: {
    x: { container_definitions: JSON.stringify([{ ...container, ...changes }]), ...attributes },
  },
});
const ingress = (attributes: object): Resources => ({
  aws_vpc_security_group_ingress_rule: { x: { description: "x", ...attributes } },
});
const rolePolicy = (statement: object): Resources => ({
  aws_iam_role_policy: {
    x: { policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] }) },
  },
});
const bucket: Resources = { aws_s3_bucket: { x: {} } };
const access = { aws_s3_bucket_public_access_block: { x: {} } };
const pool = (attributes: object): Resources => ({ aws_cognito_user_pool: { x: attributes } });
const lb = (attributes: object): Resources => ({ aws_lb: { x: attributes } });
const listener = (attributes: object): Resources => ({ aws_lb_listener: { x: attributes } });

/** One unsafe setting for every check, by one of its ids. */
export const plantedSettings: readonly (readonly [id: string, resources: Resources])[] = [
  ["CKV_AWS_91", lb({ access_logs: { enabled: false } })],
  ["CKV_AWS_131", lb({ drop_invalid_header_fields: false })],
  ["CKV_AWS_150", lb({ enable_deletion_protection: false })],
  ["CKV_AWS_328", lb({ desync_mitigation_mode: "monitor" })],
  ["ELB.13", lb({ subnets: ["subnet-1"] })],
  ["ELB.16", lb({ internal: false })],
  ["AWS-0053", lb({ internal: false })],
  ["CKV_AWS_2", listener({ protocol: "HTTP", default_action: [{ type: "forward" }] })],
  ["CKV_AWS_103", listener({ protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" })],
  [
    "ELB.17",
    listener({ protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" }),
  ],
  ["CKV_AWS_261", { aws_lb_target_group: { x: { protocol: "HTTP" } } }],
  ["CKV_AWS_378", { aws_lb_target_group: { x: { protocol: "HTTP" } } }],
  ["CKV_AWS_233", { aws_acm_certificate: { x: {} } }],
  ["CKV2_AWS_71", { aws_acm_certificate: { x: { domain_name: "*.example.com" } } }],
  [
    "CKV_AWS_234",
    {
      aws_acm_certificate: {
        x: { options: { certificate_transparency_logging_preference: "DISABLED" } },
      },
    },
  ],
  ["CKV_AWS_175", { aws_wafv2_web_acl: { x: {} } }],
  ["CKV2_AWS_31", { aws_wafv2_web_acl: { x: { rule: [] } } }],
  ["CKV_AWS_192", { aws_wafv2_web_acl: { x: { rule: [] } } }],
  ["CKV_AWS_342", { aws_wafv2_web_acl: { x: { rule: [{ name: "none" }] } } }],
  ["CKV_AWS_23", { aws_security_group: { x: {} } }],
  ["CKV2_AWS_5", { aws_security_group: { x: { description: "x" } } }],
  ["AWS-0124", { aws_vpc_security_group_ingress_rule: { x: { from_port: 443 } } }],
  ["CKV_AWS_24", ingress({ cidr_ipv4: "0.0.0.0/0", from_port: 22 })],
  ["CKV_AWS_277", ingress({ cidr_ipv6: "::/0", ip_protocol: "-1" })],
  ["CKV_AWS_260", ingress({ cidr_ipv4: "0.0.0.0/0", from_port: 80 })],
  ["AWS-0107", ingress({ cidr_ipv4: "0.0.0.0/0", from_port: 443 })],
  [
    "CKV_AWS_382",
    { aws_vpc_security_group_egress_rule: { x: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" } } },
  ],
  ["AWS-0104", { aws_vpc_security_group_egress_rule: { x: { cidr_ipv4: "0.0.0.0/0" } } }],
  ["CKV_AWS_51", { aws_ecr_repository: { x: { image_tag_mutability: "MUTABLE" } } }],
  ["CKV_AWS_163", { aws_ecr_repository: { x: {} } }],
  ["CKV_AWS_136", { aws_ecr_repository: { x: {} } }],
  ["ECR.3", { aws_ecr_repository: { x: {} } }],
  ["CKV_AWS_32", { aws_ecr_repository_policy: { x: { policy: '{"Principal":"*"}' } } }],
  ["CKV_AWS_65", { aws_ecs_cluster: { x: { setting: [{ value: "disabled" }] } } }],
  [
    "CKV_AWS_223",
    { aws_ecs_cluster: { x: {} }, aws_ecs_service: { x: { enable_execute_command: true } } },
  ],
  [
    "CKV_AWS_333",
    { aws_ecs_service: { x: { network_configuration: { assign_public_ip: true } } } },
  ],
  ["CKV_AWS_332", { aws_ecs_service: { x: { platform_version: "1.3.0" } } }],
  ["CKV_AWS_334", task({ privileged: true })],
  ["CKV_AWS_335", task({}, { pid_mode: "host" })],
  ["CKV_AWS_336", task({ readonlyRootFilesystem: false })],
  ["AWS-0036", task({ environment: [{ name: "DB_PASSWORD", value: "x" }] })],
  ["ECS.9", task({ logConfiguration: undefined })],
  ["ECS.20", task({ user: "root" })],
  ["CKV_AWS_249", task({}, { execution_role_arn: "a", task_role_arn: "a" })],
  ["CKV_AWS_66", { aws_cloudwatch_log_group: { x: {} } }],
  ["CKV_AWS_338", { aws_cloudwatch_log_group: { x: { retention_in_days: 30 } } }],
  ["CKV_AWS_158", { aws_cloudwatch_log_group: { x: {} } }],
  ["CKV2_AWS_11", { aws_vpc: { x: {} } }],
  [
    "CKV2_AWS_12",
    {
      aws_vpc: { x: {} },
      aws_default_security_group: { x: { vpc_id: "${aws_vpc.x.id}", ingress: [{ from_port: 0 }] } },
    },
  ],
  ["CKV_AWS_130", { aws_subnet: { x: { map_public_ip_on_launch: true } } }],
  ...["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"].map((id) => [id, access] as const),
  ...[
    ...["CKV2_AWS_6", "CKV_AWS_19", "CKV_AWS_21", "CKV_AWS_18", "CKV2_AWS_61"],
    ...["CKV_AWS_144", "CKV2_AWS_62", "CKV2_AWS_65"],
  ].map((id) => [id, bucket] as const),
  [
    "CKV_AWS_145",
    {
      aws_s3_bucket_server_side_encryption_configuration: {
        x: { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] },
      },
    },
  ],
  ["CKV_AWS_300", { aws_s3_bucket_lifecycle_configuration: { x: { rule: [{ id: "a" }] } } }],
  [
    "CKV_AWS_70",
    {
      aws_s3_bucket_policy: {
        x: { policy: '{"Statement":[{"Effect":"Allow","Principal":"*"}]}' },
      },
    },
  ],
  ["CKV_AWS_379", { aws_s3_bucket_policy: { x: { policy: '{"Statement":[]}' } } }],
  ["CKV_AWS_7", { aws_kms_key: { x: {} } }],
  ["CKV2_AWS_64", { aws_kms_key: { x: { enable_key_rotation: true } } }],
  ["CKV_AWS_62", rolePolicy({ Action: "*", Resource: ["arn:aws:s3:::a"] })],
  ["CKV_AWS_290", rolePolicy({ Action: ["s3:PutObject"], Resource: "*" })],
  ["AWS-0342", rolePolicy({ Action: "iam:PassRole", Resource: "*" })],
  [
    "CKV_AWS_60",
    { aws_iam_role: { x: { assume_role_policy: '{"Statement":[{"Principal":{"AWS":"*"}}]}' } } },
  ],
  ["CKV2_AWS_38", { aws_route53_zone: { x: {} } }],
  ["CKV_AWS_26", { aws_sns_topic: { x: {} } }],
  ["Cognito.1", pool({ user_pool_add_ons: { advanced_security_mode: "AUDIT" } })],
  ["Cognito.3", pool({ password_policy: { minimum_length: 7 } })],
  ["Cognito.5", pool({ mfa_configuration: "OPTIONAL" })],
  ["Cognito.6", pool({ deletion_protection: "INACTIVE" })],
  ["CKV_AWS_366", { aws_cognito_identity_pool: { x: { allow_unauthenticated_identities: true } } }],
];
