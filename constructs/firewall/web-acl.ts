import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import {
  type FirewallRule,
  priorities,
  ruleMetricName,
  visibility,
  webAclRules,
} from "./firewall-rules";
import type { FirewallSettings } from "./firewall-settings";
import { IpSets } from "./ip-sets";

/** Properties for {@link WebAcl}. */
export interface WebAclProps {
  /** Prefix of every name, and name of the metric. */
  readonly name: string;
  readonly settings: FirewallSettings;
  readonly rules: readonly FirewallRule[];
  /** Load balancer or user pool. */
  readonly resourceArn: string;
}

/**
 * A web ACL that allows what no rule blocks, with its log. Its name has a random end, so that Terraform
 * can create another one before it deletes it: a load balancer without a web ACL is open.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export class WebAcl extends Construct {
  readonly webAclArn: string;
  /** Its name in CloudWatch metrics. */
  readonly metricName: string;
  readonly mode: FirewallSettings["mode"];
  /** Rules that block, or count what they would block, with their names in CloudWatch metrics. */
  readonly blockingRules: readonly { readonly name: string; readonly metricName: string }[];
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, settings } = props;
    const rules = [...this.#rangeRules(name, settings), ...props.rules];
    const webAcl = new Wafv2WebAcl(this, "web_acl", {
      namePrefix: `${name}-`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rule: webAclRules(rules, settings.mode, name),
      visibilityConfig: visibility(name),
      lifecycle: { createBeforeDestroy: true },
    });
    const logGroup = new CloudwatchLogGroup(this, "log_group", {
      // AWS WAF writes to no log group whose name begins otherwise.
      name: `aws-waf-logs-${name}`,
      retentionInDays: settings.logRetentionDays,
    });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: webAcl.arn,
      logDestinationConfigs: [logGroup.arn],
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({
              actionCondition: { action },
            })),
          },
        ],
      },
      // Sessions, tokens, and the code of a sign-in, which is in the query string.
      redactedFields: [
        { singleHeader: { name: "cookie" } },
        { singleHeader: { name: "authorization" } },
        { queryString: {} },
      ],
    });
    new Wafv2WebAclAssociation(this, "association", {
      resourceArn: props.resourceArn,
      webAclArn: webAcl.arn,
    });
    this.webAclArn = webAcl.arn;
    this.metricName = name;
    this.mode = settings.mode;
    this.blockingRules = rules
      .filter(({ action }) => action !== "allow")
      .map((rule) => ({ name: rule.name, metricName: ruleMetricName(name, rule.name) }));
    this.logGroupName = logGroup.name;
  }

  #rangeRules(name: string, { blockedRanges, trustedRanges }: FirewallSettings): FirewallRule[] {
    const rules: FirewallRule[] = [];
    if (blockedRanges.length > 0) {
      const ranges = new IpSets(this, "blocked", {
        name: `${name}-blocked`,
        ranges: blockedRanges,
      });
      rules.push({
        name: "blocked-ranges",
        priority: priorities.blockedRanges,
        statement: ranges.statement,
      });
    }
    if (trustedRanges.length > 0) {
      const ranges = new IpSets(this, "trusted", {
        name: `${name}-trusted`,
        ranges: trustedRanges,
      });
      rules.push({
        name: "trusted-ranges",
        priority: priorities.trustedRanges,
        statement: ranges.statement,
        action: "allow",
      });
    }
    return rules;
  }
}
