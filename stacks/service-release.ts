import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Service } from "../config/schema/environment";
import type { LoadBalancerReference } from "../constructs/load-balancer/load-balancer-reference";
import type { TargetGroup } from "../constructs/load-balancer/target-group";
import type { Network } from "../constructs/network/network";
import { type Cluster, nameInCluster } from "../constructs/service/cluster";
import { FargateService } from "../constructs/service/fargate-service";
import type { ServiceImage } from "../constructs/service/service-image";
import type { ServiceOutputs } from "./application-outputs";
import { monitorService } from "./monitoring/monitor-service";
import type { StackMonitoring } from "./monitoring/stack-monitoring";

/** What the services of an application share. */
export interface ServiceSurroundings {
  /** `<environment>-<application>` */
  readonly name: string;
  readonly region: string;
  readonly deletionProtection: boolean;
  readonly logRetentionDays: number;
  readonly cluster: Cluster;
  readonly network: Network;
  readonly loadBalancer: LoadBalancerReference;
  readonly listenerRules: readonly ITerraformDependable[];
  /** Absent where the environment has no monitoring. */
  readonly monitoring: StackMonitoring | undefined;
  /** `<environment>/<application>`: prefix of the repositories' names. */
  readonly repositoryPrefix: string;
  /** The variables that the container of a service gets. */
  readonly contract: (
    service: Pick<Service, "port" | "stopTimeoutSeconds">,
  ) => Readonly<Record<string, string>>;
}

/** A release of a service: the only one, or one of two. */
export interface Release {
  readonly name: string;
  readonly settings: Service;
  readonly scope: Construct;
  readonly targetGroup: TargetGroup;
  readonly image: ServiceImage;
  /** Whether what `npm run deploy` builds is deployed as this release. */
  readonly isBuiltHere: boolean;
}

/** Creates the ECS service of a release. */
export function createRelease(
  { name, settings, scope, targetGroup, image, isBuiltHere }: Release,
  surroundings: ServiceSurroundings,
): ServiceOutputs {
  const service = new FargateService(scope, "service", {
    name: `${surroundings.name}-${name}`,
    serviceName: name,
    region: surroundings.region,
    image,
    port: settings.port,
    cpuUnits: settings.cpuUnits,
    memoryMiB: settings.memoryMiB,
    architecture: settings.architecture,
    entryPoint: settings.entryPoint,
    command: settings.command,
    ecsExec: settings.ecsExec,
    stopTimeoutSeconds: settings.stopTimeoutSeconds,
    environment: { ...settings.environment, ...surroundings.contract(settings) },
    secrets: settings.secrets,
    user: settings.user,
    writablePaths: settings.writablePaths,
    writablePathSizeMiB: settings.writablePathSizeMiB,
    volumePaths: settings.volumePaths,
    cluster: surroundings.cluster,
    network: surroundings.network,
    loadBalancer: surroundings.loadBalancer,
    targetGroup,
    listenerRules: surroundings.listenerRules,
    minCapacity: settings.scaling.minCapacity,
    maxCapacity: settings.scaling.maxCapacity,
    onDemandBase: settings.capacity.onDemandBase,
    onDemandWeight: settings.capacity.onDemandWeight,
    spotWeight: settings.capacity.spotWeight,
    requestsPerTargetPerMinute: settings.scaling.requestsPerTargetPerMinute,
    cpuPercent: settings.scaling.cpuPercent,
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    secretsKmsKeyArns: settings.secretsKmsKeyArns,
    taskRolePolicyArns: settings.taskRolePolicyArns,
    egress: settings.egress,
    logRetentionDays: surroundings.logRetentionDays,
    deletionProtection: surroundings.deletionProtection,
  });
  monitorService(scope, surroundings.monitoring, {
    name,
    serviceName: nameInCluster(surroundings.cluster, `${surroundings.name}-${name}`, name),
    clusterName: surroundings.cluster.clusterName,
    loadBalancerArnSuffix: surroundings.loadBalancer.loadBalancerArnSuffix,
    targetGroupArnSuffix: targetGroup.targetGroupArnSuffix,
    serviceCount: image.count,
    service: service.resource,
    overrides: settings.alarms,
  });
  return {
    image,
    architecture: settings.architecture,
    isBuiltHere: isBuiltHere && settings.build !== undefined,
    serviceName: service.serviceName,
    logGroupName: service.logGroupName,
  };
}
