import { attributeOf, equals, type FindingCheck, hasA, isSet, referring } from "../finding-check";

const isRedirect = equals("default_action.redirect.protocol", "HTTPS");

/** Load balancers, listeners, certificates and firewalls. */
export const loadBalancerChecks: readonly FindingCheck[] = [
  {
    ids: ["CKV_AWS_91", "ELB.5"],
    title: "Load balancers write access logs",
    type: "aws_lb",
    passes: equals("access_logs.enabled", true),
  },
  {
    ids: ["CKV_AWS_131", "AWS-0052", "ELB.4"],
    title: "Load balancers drop invalid headers",
    type: "aws_lb",
    passes: equals("drop_invalid_header_fields", true),
  },
  {
    ids: ["CKV_AWS_150", "ELB.6"],
    title: "Load balancers are protected from deletion",
    type: "aws_lb",
    passes: equals("enable_deletion_protection", true),
  },
  {
    ids: ["CKV_AWS_328", "ELB.12"],
    title: "Load balancers reject ambiguous requests",
    type: "aws_lb",
    passes: (lb) =>
      ["defensive", "strictest"].includes(String(attributeOf(lb, "desync_mitigation_mode"))),
  },
  {
    ids: ["ELB.13"],
    title: "Load balancers are in two availability zones or more",
    type: "aws_lb",
    // A reference to a list has as many subnets as its stack or its plan says.
    passes: ({ attributes: { subnets } }) => !Array.isArray(subnets) || subnets.length >= 2,
  },
  {
    ids: ["CKV2_AWS_28", "ELB.16"],
    title: "AWS WAF is in front of public load balancers",
    type: "aws_lb",
    passes: (lb, stack) =>
      attributeOf(lb, "internal") === true || hasA("aws_wafv2_web_acl_association")(lb, stack),
  },
  {
    ids: ["AWS-0053"],
    title: "Load balancers are internal",
    type: "aws_lb",
    passes: equals("internal", true),
  },
  {
    ids: ["CKV_AWS_2", "CKV2_AWS_20", "AWS-0054", "ELB.1", "ELB.18"],
    title: "Listeners speak HTTPS, or redirect to it",
    type: "aws_lb_listener",
    passes: (listener, stack) =>
      attributeOf(listener, "protocol") === "HTTPS" || isRedirect(listener, stack),
  },
  {
    ids: ["CKV_AWS_103", "CKV2_AWS_74", "AWS-0047", "ELB.17"],
    title: "Listeners use a current TLS policy",
    type: "aws_lb_listener",
    passes: (listener, stack) =>
      isRedirect(listener, stack) ||
      /^ELBSecurityPolicy-TLS13-1-[23]-(Res-)?(PQ-)?20\d\d-\d\d$/.test(
        String(attributeOf(listener, "ssl_policy")),
      ),
  },
  {
    ids: ["CKV_AWS_261"],
    title: "Target groups have a health check",
    type: "aws_lb_target_group",
    passes: isSet("health_check"),
  },
  {
    ids: ["CKV_AWS_378", "ELB.21", "ELB.22"],
    title: "Target groups speak HTTPS",
    type: "aws_lb_target_group",
    passes: equals("protocol", "HTTPS"),
  },
  {
    ids: ["CKV_AWS_233"],
    title: "Certificates are replaced before they are deleted",
    type: "aws_acm_certificate",
    passes: equals("lifecycle.create_before_destroy", true),
  },
  {
    ids: ["CKV2_AWS_71"],
    title: "Certificates have no wildcard",
    type: "aws_acm_certificate",
    passes: ({ attributes }) => !JSON.stringify(attributes).includes('"*.'),
  },
  {
    ids: ["CKV_AWS_234", "ACM.1"],
    title: "Certificates are logged, which is the default",
    type: "aws_acm_certificate",
    passes: (certificate) =>
      attributeOf(certificate, "options.certificate_transparency_logging_preference") !==
      "DISABLED",
  },
  {
    ids: ["CKV_AWS_175", "WAF.10"],
    title: "Web ACLs have rules",
    type: "aws_wafv2_web_acl",
    passes: isSet("rule"),
  },
  {
    ids: ["CKV2_AWS_31", "WAF.11"],
    title: "Web ACLs have a log",
    type: "aws_wafv2_web_acl",
    passes: hasA("aws_wafv2_web_acl_logging_configuration"),
  },
  {
    ids: ["CKV_AWS_192", "CKV2_AWS_76"],
    title: "Web ACLs evaluate the known bad inputs, which contain Log4j",
    type: "aws_wafv2_web_acl",
    passes: ({ attributes }) =>
      JSON.stringify(attributes).includes("AWSManagedRulesKnownBadInputsRuleSet"),
  },
  {
    ids: ["CKV_AWS_342", "WAF.12"],
    title: "Rules of web ACLs have an action, and a metric",
    type: "aws_wafv2_web_acl",
    passes: ({ attributes: { rule } }) =>
      Array.isArray(rule) &&
      rule.every(
        (each) =>
          (each.action ?? each.override_action) !== undefined &&
          each.visibility_config?.cloudwatch_metrics_enabled === true,
      ),
  },
  {
    ids: ["CKV_AWS_23", "AWS-0099"],
    title: "Security groups have a description",
    type: "aws_security_group",
    passes: isSet("description"),
  },
  {
    ids: ["AWS-0124"],
    title: "Rules of security groups have a description",
    type: "aws_vpc_security_group_ingress_rule",
    passes: isSet("description"),
  },
  {
    ids: ["CKV2_AWS_5"],
    title: "Security groups are attached",
    type: "aws_security_group",
    passes: (group, stack) =>
      ["aws_lb", "aws_ecs_service", "aws_vpc_endpoint"].some(
        (type) => referring(stack, type, group).length > 0,
      ),
  },
  {
    ids: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_277", "EC2.19"],
    title: "Nobody on the internet reaches administration ports, or all ports",
    type: "aws_vpc_security_group_ingress_rule",
    passes: ({ attributes }) =>
      !isInternet(attributes) || [80, 443].includes(Number(attributes.from_port)),
  },
  {
    ids: ["CKV_AWS_260"],
    title: "Nobody on the internet reaches port 80",
    type: "aws_vpc_security_group_ingress_rule",
    passes: ({ attributes }) => !isInternet(attributes) || attributes.from_port !== 80,
  },
  {
    ids: ["AWS-0107", "EC2.18"],
    title: "Security groups admit known addresses only",
    type: "aws_vpc_security_group_ingress_rule",
    passes: ({ attributes }) => !isInternet(attributes),
  },
  {
    ids: ["CKV_AWS_382"],
    title: "Nothing may connect to every port of the internet",
    type: "aws_vpc_security_group_egress_rule",
    passes: ({ attributes }) => !isInternet(attributes) || attributes.ip_protocol !== "-1",
  },
  {
    ids: ["AWS-0104"],
    title: "Nothing may connect to the internet",
    type: "aws_vpc_security_group_egress_rule",
    passes: ({ attributes }) => !isInternet(attributes),
  },
];

function isInternet({ cidr_ipv4: ipv4, cidr_ipv6: ipv6 }: Readonly<Record<string, unknown>>) {
  return ipv4 === "0.0.0.0/0" || ipv6 === "::/0";
}
