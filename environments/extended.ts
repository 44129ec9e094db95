import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { defineEnvironment } from "../config/define-environment";
import type { Extend } from "../stacks/extend";

/** An environment that adds what it has no field for: a firewall, an alarm, and an attribute. */
export const environment = defineEnvironment({
  region: "eu-central-1",
  identity: { domain: { prefix: "extended-login" } },
  applications: {
    app: {
      hostName: "app.example.com",
      hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
    },
  },
});

/** docs/extend.md describes what it may do. */
export const extend: Extend = ({ application }) => {
  const app = application("app");
  const { loadBalancer, extension } = app;

  const webAcl = new Wafv2WebAcl(extension, "web_acl", {
    name: "extended-app",
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rule: [
      {
        name: "rate",
        priority: 1,
        action: { block: {} },
        // The provider's class passes statements on as they are, so their names are Terraform's.
        statement: { rate_based_statement: { limit: 2000, aggregate_key_type: "IP" } },
        visibilityConfig: {
          cloudwatchMetricsEnabled: true,
          metricName: "extended-app-rate",
          sampledRequestsEnabled: true,
        },
      },
    ],
    visibilityConfig: {
      cloudwatchMetricsEnabled: true,
      metricName: "extended-app",
      sampledRequestsEnabled: true,
    },
  });
  new Wafv2WebAclAssociation(extension, "web_acl_association", {
    resourceArn: loadBalancer.loadBalancerArn,
    webAclArn: webAcl.arn,
  });

  new CloudwatchMetricAlarm(extension, "errors", {
    alarmName: "extended-app-errors",
    namespace: "AWS/ApplicationELB",
    metricName: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: loadBalancer.loadBalancerArnSuffix },
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 5,
    threshold: 10,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
  });

  app.resource(Lb).addOverride("enable_waf_fail_open", true);
};
