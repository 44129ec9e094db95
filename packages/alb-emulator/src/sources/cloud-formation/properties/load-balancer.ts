import { keyValues } from "./key-values.ts";
import type { ResourceMapping } from "./mapping.ts";
import { present, snakeCase } from "./snake-case.ts";

/** Terraform's names of attributes with an effect; all others are in `withoutEffect` or unknown. */
const attributeNames: Readonly<Record<string, string>> = {
  "idle_timeout.timeout_seconds": "idle_timeout",
  "client_keep_alive.seconds": "client_keep_alive",
  "deletion_protection.enabled": "enable_deletion_protection",
  "load_balancing.cross_zone.enabled": "enable_cross_zone_load_balancing",
  "routing.http.desync_mitigation_mode": "desync_mitigation_mode",
  "routing.http.drop_invalid_header_fields.enabled": "drop_invalid_header_fields",
  "routing.http.preserve_host_header.enabled": "preserve_host_header",
  "routing.http.x_amzn_tls_version_and_cipher_suite.enabled":
    "enable_tls_version_and_cipher_suite_headers",
  "routing.http.xff_client_port.enabled": "enable_xff_client_port",
  "routing.http.xff_header_processing.mode": "xff_header_processing_mode",
  "routing.http2.enabled": "enable_http2",
  "waf.fail_open.enabled": "enable_waf_fail_open",
  "zonal_shift.config.enabled": "enable_zonal_shift",
};

const withoutEffect =
  /^((access_logs|connection_logs|health_check_logs)\.s3\.|ipv6\.deny_all_igw_traffic$|client_keep_alive\.)/;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html */
export const loadBalancer: ResourceMapping = {
  type: "aws_lb",
  ref: "arn",
  values: {
    LoadBalancerArn: "arn",
    LoadBalancerName: "name",
    LoadBalancerFullName: "arn_suffix",
    DNSName: "dns_name",
    CanonicalHostedZoneID: "zone_id",
  },
  propertyNames: {
    load_balancer_type: "Type",
    ...Object.fromEntries(
      Object.entries(attributeNames).map(([key, name]) => [name, `LoadBalancerAttributes.${key}`]),
    ),
  },
  toAttributes: (
    {
      Name: name,
      Type: type,
      LoadBalancerAttributes: attributes,
      SubnetMappings: _subnets,
      Scheme: _scheme,
      MinimumLoadBalancerCapacity: _capacity,
      Ipv4IpamPoolId: _pool,
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: _privateLink,
      EnablePrefixForIpv6SourceNat: _sourceNat,
      EnableCapacityReservationProvisionStabilize: _stabilize,
      ...others
    },
    { generatedName },
  ) => ({
    ...snakeCase(others),
    ...present({ load_balancer_type: type }),
    name: name ?? generatedName(32),
    ...keyValues(attributes, (key) =>
      withoutEffect.test(key) ? undefined : (attributeNames[key] ?? key.replaceAll(".", "_")),
    ),
  }),
};
