import type { Construct } from "constructs";
import { edgeStackName } from "../config/constraints/edge";
import type { Edge, Environment } from "../config/schema/environment";
import { edgeApplications } from "../config/shared-listener";
import { EdgeListener } from "../constructs/load-balancer/edge-listener";
import { HostedZone } from "../constructs/load-balancer/hosted-zone";
import type { LoadBalancer } from "../constructs/load-balancer/load-balancer";
import type { Network } from "../constructs/network/network";
import { EcsCluster } from "../constructs/service/ecs-cluster";
import { applicationCertificateArn } from "./application-certificate";
import { publishEdgeNextStep } from "./edge-next-step";
import { monitorEdge } from "./monitoring/monitor-edge";
import { hasNewAlarmTopic, stackMonitoring } from "./monitoring/stack-monitoring";
import { createOwnLoadBalancer } from "./own-load-balancer";
import { createOwnNetwork } from "./own-network";
import { ProjectStack } from "./project-stack";
import { sharedIdentityComponent } from "./shared-identity-stack";
import { readAlarmTopic } from "./state/alarm-topic-contract";
import { publishEdge } from "./state/edge-contract";
import type { TerraformLiterals } from "./terraform-literals";

/** The load balancer that applications share, with its network and its cluster. */
export class EdgeStack extends ProjectStack {
  readonly network: Network;
  readonly loadBalancer: LoadBalancer;
  readonly cluster: EcsCluster;

  constructor(
    scope: Construct,
    environment: TerraformLiterals<Environment>,
    edge: TerraformLiterals<Edge>,
    environmentFile: TerraformLiterals<string>,
  ) {
    super(scope, edgeStackName, environment, environmentFile);
    const { hostName, hostedZone, internal, certificate, deletionProtection } = edge;
    const { region } = environment;
    const name = `${environment.name}-${edgeStackName}`;
    const network = createOwnNetwork(this, {
      name,
      region,
      network: edge.network,
      logRetentionDays: edge.logRetentionDays,
      deletionProtection,
    });
    const monitoring = stackMonitoring({
      environment,
      name,
      overrides: undefined,
      newTopicArn: hasNewAlarmTopic(environment)
        ? readAlarmTopic(this, this.addressOf(sharedIdentityComponent))
        : undefined,
    });
    const loadBalancer = createOwnLoadBalancer(this, {
      name,
      settings: edge,
      network,
      region,
      monitoring,
    });
    const { hostedZoneId } = new HostedZone(this, "hosted_zone", {
      hostedZoneId: hostedZone.id,
      name: hostedZone.name,
      mayBePrivate: internal && certificate.type === "existing",
      recordsOf: "the edge",
    });
    const certificateArn = applicationCertificateArn(this, edge, {
      hostNames: [hostName],
      hostedZoneId,
      validatedElsewhere: [],
    });
    const { listenerArn } = new EdgeListener(this, "https_listener", {
      loadBalancerArn: loadBalancer.loadBalancerArn,
      certificateArn,
      deletionProtection,
    });
    const cluster = new EcsCluster(this, "cluster", {
      name,
      containerInsights: edge.containerInsights,
    });
    monitorEdge(this, monitoring, {
      certificateArn,
      loadBalancerArnSuffix: loadBalancer.loadBalancerArnSuffix,
      hasAccessLogTable: edge.accessLogTable !== undefined,
    });
    this.network = network;
    this.loadBalancer = loadBalancer;
    this.cluster = cluster;
    publishEdgeNextStep(this, this.commands);
    publishEdge(this, {
      values: {
        loadBalancerArn: loadBalancer.loadBalancerArn,
        loadBalancerArnSuffix: loadBalancer.loadBalancerArnSuffix,
        loadBalancerDnsName: loadBalancer.loadBalancerDnsName,
        loadBalancerHostedZoneId: loadBalancer.loadBalancerHostedZoneId,
        loadBalancerSecurityGroupId: loadBalancer.securityGroup.securityGroupId,
        httpsListenerArn: listenerArn,
        clusterArn: cluster.clusterArn,
        clusterName: cluster.clusterName,
        accessLogBucketName: loadBalancer.accessLogBucketName,
        region,
      },
      slots: Object.fromEntries(
        edgeApplications(environment.applications).map((each) => [each.name, each.slot]),
      ),
      idleTimeoutSeconds: edge.idleTimeoutSeconds,
    });
  }
}
