import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { ApplicationInput } from "../../config/schema/environment";
import { type Block, reference, resource, resources } from "../support/synth";
import {
  minimalApplication,
  synthApplication,
  synthComponent,
  synthIdentity,
  testEnvironment,
  withApplication,
} from "../support/synth-environment";

type FirewallInput = NonNullable<ApplicationInput["firewall"]>;

const synth = (firewall: FirewallInput) => synthApplication(withApplication({ firewall }));
const withDefaults = synth({});
const poolWith = (firewall: object) =>
  synthIdentity(testEnvironment({ identity: { domain: { prefix: "test-login" }, firewall } }));

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: Block;
  readonly override_action?: Block;
  readonly statement: Block;
  readonly visibility_config: Block;
}

const rulesOf = (json: string) => resource(json, Wafv2WebAcl).rule as readonly Rule[];
const ruleOf = (json: string, name: string) => rulesOf(json).find((rule) => rule.name === name);

describe("the firewall of a load balancer", () => {
  it("is absent by default", () => {
    const json = synthApplication(testEnvironment());

    expect(json).not.toContain("wafv2");
    expect(json).not.toContain("waf_fail_open");
    expect(synthIdentity(testEnvironment())).not.toContain("wafv2");
  });

  it("evaluates its rules in this order", () => {
    expect(rulesOf(withDefaults).map(({ priority, name }) => [priority, name])).toEqual([
      [10, "ip-reputation"],
      [20, "known-bad-inputs"],
      [30, "core-rule-set"],
      [40, "callback-elsewhere"],
      [50, "rate-limit"],
    ]);
  });

  it("counts what a callback, a session and an upload need, and blocks the callback's part elsewhere", () => {
    expect(ruleOf(withDefaults, "core-rule-set")?.statement).toEqual({
      managed_rule_group_statement: {
        name: "AWSManagedRulesCommonRuleSet",
        vendor_name: "AWS",
        rule_action_override: [
          "SizeRestrictions_QUERYSTRING",
          "EC2MetaDataSSRF_QUERYARGUMENTS",
          "GenericRFI_QUERYARGUMENTS",
          "SizeRestrictions_Cookie_HEADER",
          "SizeRestrictions_BODY",
        ].map((name) => ({ name, action_to_use: { count: {} } })),
      },
    });
    const label = (name: string) => ({
      label_match_statement: {
        scope: "LABEL",
        key: `awswaf:managed:aws:core-rule-set:${name}`,
      },
    });
    expect(ruleOf(withDefaults, "callback-elsewhere")).toMatchObject({
      action: { block: {} },
      statement: {
        and_statement: {
          statement: [
            {
              or_statement: {
                statement: [
                  label("SizeRestrictions_QueryString"),
                  label("EC2MetaDataSSRF_QueryArguments"),
                  label("GenericRFI_QueryArguments"),
                ],
              },
            },
            {
              not_statement: {
                statement: {
                  byte_match_statement: {
                    field_to_match: { uri_path: {} },
                    positional_constraint: "EXACTLY",
                    search_string: "/oauth2/idpresponse",
                    text_transformation: [{ priority: 0, type: "NONE" }],
                  },
                },
              },
            },
          ],
        },
      },
    });
  });

  it("limits the rate of each address, with the status for it", () => {
    expect(ruleOf(withDefaults, "rate-limit")).toMatchObject({
      action: { block: { custom_response: { response_code: 429 } } },
      statement: {
        rate_based_statement: {
          limit: 2000,
          evaluation_window_sec: 300,
          aggregate_key_type: "IP",
        },
      },
    });
  });

  it("protects the load balancer, and is replaced without a gap", () => {
    const { name, name_prefix, lifecycle } = resource(withDefaults, Wafv2WebAcl);

    expect(name).toBeUndefined();
    expect(name_prefix).toBe("test-app-");
    expect(lifecycle).toEqual({ create_before_destroy: true });
    expect(resource(withDefaults, Wafv2WebAclAssociation)).toMatchObject({
      resource_arn: reference(withDefaults, Lb, "arn"),
      web_acl_arn: reference(withDefaults, Wafv2WebAcl, "arn"),
    });
  });

  it("logs what it blocked or counted, without sessions and codes, and keeps no samples", () => {
    const json = withDefaults;

    expect(resource(json, CloudwatchLogGroup, "firewall_")).toMatchObject({
      name: "aws-waf-logs-test-app",
      retention_in_days: 365,
    });
    expect(resource(json, Wafv2WebAclLoggingConfiguration)).toMatchObject({
      log_destination_configs: [reference(json, CloudwatchLogGroup, "arn", "firewall_")],
      redacted_fields: [
        { single_header: { name: "cookie" } },
        { single_header: { name: "authorization" } },
        { query_string: {} },
      ],
      logging_filter: { default_behavior: "DROP" },
    });
    const visibility = [resource(json, Wafv2WebAcl), ...rulesOf(json)].map(
      ({ visibility_config }) => visibility_config as Block,
    );
    expect(visibility.map(({ sampled_requests_enabled }) => sampled_requests_enabled)).toEqual(
      visibility.map(() => false),
    );
    expect(new Set(visibility.map(({ metric_name }) => metric_name)).size).toBe(6);
  });

  it("blocks nothing in count mode, groups included", () => {
    const rules = rulesOf(synth({ mode: "count" }));

    expect(rules.map(({ action, override_action }) => action ?? override_action)).toEqual(
      rules.map(() => ({ count: {} })),
    );
  });

  it("has an IP set for each version of IP, blocked ranges before trusted ones", () => {
    const json = synth({
      blockedRanges: ["198.51.100.0/24", "2001:db8:bad::/48"],
      trustedRanges: ["203.0.113.7/32"],
    });

    expect(
      resources(json, Wafv2IpSet).map(({ name, ip_address_version, addresses }) => [
        name,
        ip_address_version,
        addresses,
      ]),
    ).toEqual([
      ["test-app-blocked-ipv4", "IPV4", ["198.51.100.0/24"]],
      ["test-app-blocked-ipv6", "IPV6", ["2001:db8:bad::/48"]],
      ["test-app-trusted-ipv4", "IPV4", ["203.0.113.7/32"]],
    ]);
    expect(rulesOf(json).map(({ name, action }) => [name, action])).toEqual(
      expect.arrayContaining([
        ["blocked-ranges", { block: {} }],
        ["trusted-ranges", { allow: {} }],
      ]),
    );
    expect(ruleOf(json, "trusted-ranges")?.statement).toEqual({
      ip_set_reference_statement: { arn: reference(json, Wafv2IpSet, "arn", "firewall_trusted") },
    });
  });

  it("adds rule groups last, and lets requests pass without AWS WAF where that is wanted", () => {
    const json = synth({
      managedRuleGroups: ["AWSManagedRulesSQLiRuleSet", "AWSManagedRulesLinuxRuleSet"],
      failOpen: true,
    });

    expect(
      rulesOf(json)
        .slice(-2)
        .map(({ priority, name }) => [priority, name]),
    ).toEqual([
      [60, "AWSManagedRulesSQLiRuleSet"],
      [61, "AWSManagedRulesLinuxRuleSet"],
    ]);
    expect(resource(json, Lb).enable_waf_fail_open).toBe(true);
  });
});

describe("the firewall of an edge", () => {
  const { hostName, hostedZone } = minimalApplication;
  const shared = testEnvironment({
    edge: { hostName: "edge.example.com", hostedZone, firewall: {} },
    applications: { app: { hostName, hostedZone, loadBalancer: { type: "edge", slot: 1 } } },
  });

  it("is the edge's, with the same rules, and no application has one", () => {
    const json = synthComponent(shared, "edge");

    expect(rulesOf(json).map(({ priority, statement }) => [priority, statement])).toEqual(
      rulesOf(withDefaults).map(({ priority, statement }) => [priority, statement]),
    );
    expect(resource(json, Wafv2WebAclAssociation).resource_arn).toBe(reference(json, Lb, "arn"));
    expect(synthApplication(shared)).not.toContain("wafv2");
  });
});

describe("the firewall of a user pool", () => {
  const json = poolWith({});
  const scopes = rulesOf(json).map(({ statement }) => {
    const [inner = {}] = Object.values(statement) as Block[];
    return JSON.stringify(inner.scope_down_statement);
  });

  it("looks at sign-in pages and operations alone, with every rule", () => {
    expect(scopes).toHaveLength(4);
    expect(new Set(scopes).size).toBe(1);
    expect(scopes[0]).toContain('"search_string":"/login"');
    expect(scopes[0]).toContain("AWSCognitoIdentityProviderService.InitiateAuth");
    expect(scopes[0]).not.toContain("/oauth2/");
  });

  it("protects the pool with a name that no application's firewall can have", () => {
    expect(resource(json, Wafv2WebAcl).name_prefix).toBe("test--user-pool-");
    expect(resource(json, CloudwatchLogGroup).name).toBe("aws-waf-logs-test--user-pool");
    expect(String(resource(json, Wafv2WebAclAssociation).resource_arn)).toMatch(
      /^\$\{aws_cognito_user_pool\.\w+\.arn\}$/,
    );
  });

  it("has no custom response, which Cognito shows on the first request only", () => {
    expect(ruleOf(json, "rate-limit")?.action).toEqual({ block: {} });
  });
});
