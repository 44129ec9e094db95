import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { canaryName } from "../config/canaries";
import type { Application, Service } from "../config/schema/environment";
import type { CanaryTarget } from "../constructs/load-balancer/rule-actions";
import { TargetGroup } from "../constructs/load-balancer/target-group";
import type { Network } from "../constructs/network/network";
import { FargateService } from "../constructs/service/fargate-service";
import { ServiceImage } from "../constructs/service/service-image";
import type { ServiceOutputs } from "./application-outputs";
import { createRelease, type ServiceSurroundings } from "./service-release";

/** A declared service, with the part of it that the listener needs. */
export interface DeclaredService {
  readonly name: string;
  readonly settings: Service;
  /** Scope of the service's constructs: `services/<name>`. */
  readonly scope: Construct;
  readonly targetGroup: TargetGroup;
  readonly canary?: DeclaredCanary | undefined;
}

/** A second release of a service, with the part of it that the listener needs. */
export interface DeclaredCanary {
  readonly settings: NonNullable<Service["canary"]>;
  /** Scope of the canary's constructs: `services/<name>/canary`. */
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
    const createTargetGroup = (parent: Construct, release: string) =>
      new TargetGroup(parent, "target_group", {
        serviceName: release,
        name: `${applicationName}-${release}`,
        vpcId,
        healthCheckPath: settings.healthCheckPath,
        healthCheckIntervalSeconds: settings.healthCheck.intervalSeconds,
        healthCheckTimeoutSeconds: settings.healthCheck.timeoutSeconds,
        healthyThreshold: settings.healthCheck.healthyThreshold,
        unhealthyThreshold: settings.healthCheck.unhealthyThreshold,
        healthCheckMatcher: settings.healthCheck.matcher,
        deregistrationDelaySeconds: settings.deregistrationDelaySeconds,
      });
    const targetGroup = createTargetGroup(own, name);
    const { canary } = settings;
    if (canary === undefined) return { name, settings, scope: own, targetGroup };
    const second = new Construct(own, "canary");
    return {
      name,
      settings,
      scope: own,
      targetGroup,
      canary: {
        settings: canary,
        scope: second,
        targetGroup: createTargetGroup(second, canaryName(name)),
      },
    };
  });
}

/**
 * ARN of a declared service's target group.
 * @throws Error for a service that is not declared; the check of the environment finds those first
 */
export function targetGroupArnOf(declared: readonly DeclaredService[], service: string): string {
  const found = findService(declared, service);
  if (found === undefined) {
    throw new Error(
      `The application has no service ${JSON.stringify(service)}, so no rule can forward to it. Declare it in services.`,
    );
  }
  return found.targetGroup.targetGroupArn;
}

/** The canary of a declared service, as rules forward to it. */
export function canaryOf(
  declared: readonly DeclaredService[],
  service: string,
): CanaryTarget | undefined {
  const canary = findService(declared, service)?.canary;
  return (
    canary && {
      targetGroupArn: canary.targetGroup.targetGroupArn,
      weightPercent: canary.settings.weightPercent,
      stickinessSeconds: canary.settings.stickinessSeconds,
    }
  );
}

/** The ECS services that were created in the scopes of declared services, and of their canaries. */
export function ecsServicesOf(declared: readonly DeclaredService[]): ITerraformDependable[] {
  return declared
    .flatMap(({ scope }) => scope.node.findAll())
    .filter((each) => each instanceof FargateService)
    .map(({ resource }) => resource);
}

/** Every release of declared services: each one, and its canary. */
export function releasesOf(
  declared: readonly DeclaredService[],
): { readonly name: string; readonly targetGroup: TargetGroup }[] {
  return declared.flatMap(({ name, targetGroup, canary }) => [
    { name, targetGroup },
    ...(canary === undefined ? [] : [{ name: canaryName(name), targetGroup: canary.targetGroup }]),
  ]);
}

function findService(
  declared: readonly DeclaredService[],
  service: string,
): DeclaredService | undefined {
  return declared.find(({ name }) => name === service);
}

/**
 * Creates the image repository and the ECS service of a declared service, and those of its canary.
 * @returns by name
 */
export function createService(
  { name, settings, scope, targetGroup, canary }: DeclaredService,
  surroundings: ServiceSurroundings,
): Record<string, ServiceOutputs> {
  const image = new ServiceImage(scope, "image", {
    service: name,
    image: settings.image,
    repositoryName: `${surroundings.repositoryPrefix}/${name}`,
    deletionProtection: surroundings.deletionProtection,
    untaggedExpiryDays: settings.untaggedImageExpiryDays,
  });
  const stable = createRelease(
    { name, settings, scope, targetGroup, image, isBuiltHere: canary === undefined },
    surroundings,
  );
  if (canary === undefined) return { [name]: stable };
  const secondName = canaryName(name);
  const { weightPercent } = canary.settings;
  const secondImage = new ServiceImage(canary.scope, "image", {
    service: secondName,
    image: canary.settings.image,
    repositoryName: `${surroundings.repositoryPrefix}/${name}`,
    sameRepositoryAs: image,
    requiredBecause:
      weightPercent === 0
        ? undefined
        : `canary.weightPercent of service ${name} is ${weightPercent} and the canary has no image, so as many percent of the requests would end in a 503. Deploy the canary's image with weightPercent 0 first.`,
    deletionProtection: surroundings.deletionProtection,
  });
  const second = createRelease(
    {
      name: secondName,
      settings,
      scope: canary.scope,
      targetGroup: canary.targetGroup,
      image: secondImage,
      isBuiltHere: true,
    },
    // It comes and goes by design.
    { ...surroundings, deletionProtection: false },
  );
  return { [name]: stable, [secondName]: second };
}
