import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import {
  LoadBalancer,
  type LoadBalancerProps,
} from "../../../constructs/load-balancer/load-balancer";
import {
  address,
  type Block,
  expose,
  exposed,
  reference,
  resource,
  resources,
  synthStack,
} from "../../support/synth";
import { testNetwork } from "../../support/synth-network";

const synthLoadBalancer = (overrides: Partial<LoadBalancerProps> = {}) =>
  synthStack((stack) => {
    const loadBalancer = new LoadBalancer(stack, "load_balancer", {
      name: "example-tasks",
      network: testNetwork({ publicRoutes: [{ fqn: "aws_route.internet" }] }),
      internal: false,
      idleTimeoutSeconds: 75,
      accessLogRetentionDays: 90,
      deletionProtection: true,
      ...overrides,
    });
    expose(stack, {
      arn: loadBalancer.loadBalancerArn,
      arnSuffix: loadBalancer.loadBalancerArnSuffix,
      dnsName: loadBalancer.loadBalancerDnsName,
      hostedZoneId: loadBalancer.loadBalancerHostedZoneId,
      accessLogBucketName: loadBalancer.accessLogBucketName,
    });
  });

describe(LoadBalancer, () => {
  const json = synthLoadBalancer();

  it("creates one internet-facing Application Load Balancer, hardened and with access logs", () => {
    expect(resources(json, Lb)).toEqual([
      {
        name: "example-tasks",
        load_balancer_type: "application",
        internal: false,
        ip_address_type: "ipv4",
        security_groups: [reference(json, SecurityGroup, "id")],
        subnets: ["subnet-0000000a", "subnet-0000000b"],
        idle_timeout: 75,
        enable_deletion_protection: true,
        drop_invalid_header_fields: true,
        desync_mitigation_mode: "defensive",
        xff_header_processing_mode: "append",
        access_logs: { bucket: reference(json, S3Bucket, "id"), enabled: true },
        depends_on: [address(json, S3BucketPolicy), "aws_route.internet"],
        lifecycle: { prevent_destroy: true },
      },
    ]);
  });

  it("waits for the bucket's policy and for the public routes", () => {
    expect(resource(json, Lb).depends_on).toEqual([
      address(json, S3BucketPolicy),
      "aws_route.internet",
    ]);
  });

  it("deletes access logs after the retention period", () => {
    const [rule] = resource(json, S3BucketLifecycleConfiguration).rule as [Block];

    expect(rule.expiration).toEqual([{ days: 90 }]);
  });

  it("is dual-stack if the network is", () => {
    const dualStack = synthLoadBalancer({ network: testNetwork({ dualStack: true }) });

    expect(dualStack).toHaveResourceWithProperties(Lb, { ip_address_type: "dualstack" });
    expect(resources(dualStack, Lb)).toHaveLength(1);
  });

  it("is in the private subnets and waits for their routes if it is internal", () => {
    const network = testNetwork({ privateRoutes: [{ fqn: "aws_route.nat" }] });
    const internal = synthLoadBalancer({ internal: true, network });

    expect(resource(internal, Lb)).toMatchObject({
      internal: true,
      subnets: network.privateSubnetIds,
      depends_on: [address(internal, S3BucketPolicy), "aws_route.nat"],
    });
  });

  it("can be deleted with its logs when deletion protection is off", () => {
    const unprotected = synthLoadBalancer({ deletionProtection: false });

    expect(resource(unprotected, Lb).enable_deletion_protection).toBe(false);
    expect(resource(unprotected, Lb).lifecycle).toEqual({ prevent_destroy: false });
    expect(resource(unprotected, S3Bucket).force_destroy).toBe(true);
  });

  it("redirects HTTP to HTTPS permanently", () => {
    expect(resources(json, LbListener)).toEqual([
      {
        load_balancer_arn: reference(json, Lb, "arn"),
        port: 80,
        protocol: "HTTP",
        default_action: [
          {
            type: "redirect",
            redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" },
          },
        ],
      },
    ]);
  });

  it("exposes its attributes as references", () => {
    expect(exposed(json)).toEqual({
      arn: reference(json, Lb, "arn"),
      arnSuffix: reference(json, Lb, "arn_suffix"),
      dnsName: reference(json, Lb, "dns_name"),
      hostedZoneId: reference(json, Lb, "zone_id"),
      accessLogBucketName: reference(json, S3Bucket, "id"),
    });
  });
});
