import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Application } from "../config/schema/environment";
import type { LoadBalancer } from "../constructs/load-balancer/load-balancer";
import { TargetGroup } from "../constructs/load-balancer/target-group";
import type { Network } from "../constructs/network/network";
import type { EcsCluster } from "../constructs/service/ecs-cluster";
import { FargateService } from "../constructs/service/fargate-service";
import { ServiceImage } from "../constructs/service/service-image";
import type { ServiceOutputs } from "./application-outputs";

/** The target groups of an application's services. */
export interface TargetGroups {
  /** @throws Error for a service that does not exist; the environment's check finds those first */
  of(service: string): TargetGroup;
}

/** One target group a service. They come before the listener, which the services come after. */
export function createTargetGroups(
  scope: Construct,
  services: Application["services"],
  { vpcId }: Network,
): TargetGroups {
  const groups = new Map(
    Object.entries(services).map(([service, settings]) => [
      service,
      new TargetGroup(scope, `target_group_${service}`, { ...settings, vpcId }),
    ]),
  );
  return {
    of(service) {
      const group = groups.get(service);
      if (group === undefined) throw new Error(`there is no service ${JSON.stringify(service)}`);
      return group;
    },
  };
}

/** What all services of an application share. */
export interface ServiceSurroundings {
  /** `<environment>-<application>` */
  readonly name: string;
  readonly region: string;
  readonly deletionProtection: boolean;
  readonly cluster: EcsCluster;
  readonly network: Network;
  readonly loadBalancer: LoadBalancer;
  readonly targetGroups: TargetGroups;
  readonly listenerRules: readonly ITerraformDependable[];
  /** What the names of image repositories begin with. */
  readonly repositoryPrefix: string;
  /** The variables that every container gets, for the port that it listens on. */
  readonly contract: (port: number) => Readonly<Record<string, string>>;
}

/** Every service of an application, by name. */
export function createServices(
  scope: Construct,
  { services, logRetentionDays }: Application,
  { repositoryPrefix, contract, targetGroups, ...surroundings }: ServiceSurroundings,
): Record<string, ServiceOutputs> {
  return Object.fromEntries(
    Object.entries(services).map(([serviceName, settings]) => {
      const image = new ServiceImage(scope, `image_${serviceName}`, {
        service: serviceName,
        image: settings.image,
        repositoryName: `${repositoryPrefix}/${serviceName}`,
        deletionProtection: surroundings.deletionProtection,
      });
      const service = new FargateService(scope, `service_${serviceName}`, {
        ...settings,
        ...surroundings,
        count: { minimum: settings.scaling.minCapacity, maximum: settings.scaling.maxCapacity },
        name: `${surroundings.name}-${serviceName}`,
        serviceName,
        image,
        targetGroup: targetGroups.of(serviceName),
        environment: { ...settings.environment, ...contract(settings.port) },
        logRetentionDays,
      });
      const { logGroupName } = service;
      return [serviceName, { image, serviceName: service.serviceName, logGroupName }];
    }),
  );
}
