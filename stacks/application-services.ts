import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Application, Service } from "../config/schema/environment";
import type { LoadBalancerReference } from "../constructs/load-balancer/load-balancer-reference";
import { TargetGroup } from "../constructs/load-balancer/target-group";
import type { Network } from "../constructs/network/network";
import type { Cluster } from "../constructs/service/cluster";
import { FargateService } from "../constructs/service/fargate-service";
import { ServiceImage } from "../constructs/service/service-image";
import type { ServiceOutputs } from "./application-outputs";

/** A declared service, with the part of it that the listener needs. */
export interface DeclaredService {
  readonly name: string;
  readonly settings: Service;
  /** Scope of the service's constructs: `services/<name>`. */
  readonly scope: Construct;
  readonly targetGroup: TargetGroup;
}

/**
 * Declares every service with its target group: the listener needs these, and ECS the listener.
 * @param applicationName `<environment>-<application>`
 */
export function declareServices(
  scope: Construct,
  services: Application["services"],
  { vpcId }: Network,
  applicationName: string,
): DeclaredService[] {
  const all = new Construct(scope, "services");
  return Object.entries(services).map(([name, settings]) => {
    const own = new Construct(all, name);
    const targetGroup = new TargetGroup(own, "target_group", {
      serviceName: name,
      name: `${applicationName}-${name}`,
      vpcId,
      healthCheckPath: settings.healthCheckPath,
      healthCheckIntervalSeconds: settings.healthCheck.intervalSeconds,
      healthCheckTimeoutSeconds: settings.healthCheck.timeoutSeconds,
      healthyThreshold: settings.healthCheck.healthyThreshold,
      unhealthyThreshold: settings.healthCheck.unhealthyThreshold,
      healthCheckMatcher: settings.healthCheck.matcher,
      deregistrationDelaySeconds: settings.deregistrationDelaySeconds,
    });
    return { name, settings, scope: own, targetGroup };
  });
}

/**
 * ARN of a declared service's target group.
 * @throws Error for a service that is not declared; the check of the environment finds those first
 */
export function targetGroupArnOf(declared: readonly DeclaredService[], service: string): string {
  const found = declared.find(({ name }) => name === service);
  if (found === undefined) {
    throw new Error(
      `The application has no service ${JSON.stringify(service)}, so no rule can forward to it. Declare it in services.`,
    );
  }
  return found.targetGroup.targetGroupArn;
}

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
  /** `<environment>/<application>`: prefix of the repositories' names. */
  readonly repositoryPrefix: string;
  /** The variables that the container of a service gets. */
  readonly contract: (
    service: Pick<Service, "port" | "stopTimeoutSeconds">,
  ) => Readonly<Record<string, string>>;
}

/** Creates the image repository and the ECS service of a declared service. */
export function createService(
  { name, settings, scope, targetGroup }: DeclaredService,
  surroundings: ServiceSurroundings,
): ServiceOutputs {
  const image = new ServiceImage(scope, "image", {
    service: name,
    image: settings.image,
    repositoryName: `${surroundings.repositoryPrefix}/${name}`,
    deletionProtection: surroundings.deletionProtection,
    untaggedExpiryDays: settings.untaggedImageExpiryDays,
  });
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
  return {
    image,
    architecture: settings.architecture,
    isBuiltHere: settings.build !== undefined,
    serviceName: service.serviceName,
    logGroupName: service.logGroupName,
  };
}
