import type { Construct } from "constructs";
import { clientAttributes } from "../config/client-attributes";
import { declaredCustomAttributes } from "../config/custom-attributes";
import { recordsElsewhere } from "../config/dns-owner";
import { offeredProviders, userPoolProvider } from "../config/offered-providers";
import type { Application, Environment, Service } from "../config/schema/environment";
import { hasChoiceOfSignIn } from "../config/sign-in-methods";
import { signUpOfApplication } from "../config/sign-up";
import { AppClient } from "../constructs/identity/app-client";
import { HostedZone } from "../constructs/load-balancer/hosted-zone";
import type { LoadBalancerReference } from "../constructs/load-balancer/load-balancer-reference";
import type { Network } from "../constructs/network/network";
import { type Cluster, nameInCluster } from "../constructs/service/cluster";
import type { RulePlan } from "../routing/rule-plan";
import { applicationCertificateArn } from "./application-certificate";
import { applicationCluster } from "./application-cluster";

import { applicationDns } from "./application-dns";
import { applicationLoadBalancer } from "./application-load-balancer";

import { publishApplication, type ServiceOutputs } from "./application-outputs";
import {
  canaryOf,
  createService,
  declareServices,
  ecsServicesOf,
  releasesOf,
  targetGroupArnOf,
} from "./application-services";
import { clientGenerations } from "./client-generations";
import { containerEnvironment } from "./container-environment";
import { allowEgressToTargetGroups } from "./existing-target-groups";
import { createLoginBranding } from "./login-branding";
import { monitorApplication } from "./monitoring/monitor-application";
import { hasNewAlarmTopic, stackMonitoring } from "./monitoring/stack-monitoring";
import { ProjectStack } from "./project-stack";
import { repositoryPrefix } from "./repository-prefix";
import { sharedIdentityComponent } from "./shared-identity-stack";
import { type IdentityContract, readIdentity } from "./state/identity-contract";
import type { TerraformLiterals } from "./terraform-literals";

/** Options of {@link ApplicationStack}. */
export interface ApplicationStackOptions {
  readonly environment: TerraformLiterals<Environment>;
  /** Name of the environment's file, for commands. */
  readonly environmentFile: TerraformLiterals<string>;
  readonly application: TerraformLiterals<Application>;
  readonly plan: TerraformLiterals<RulePlan>;
}

/** One application: its app client, network, load balancer and containers. */
export class ApplicationStack extends ProjectStack {
  /** What the shared identity publishes. */
  readonly identity: IdentityContract;
  readonly appClientId: string;
  readonly network: Network;
  readonly loadBalancer: LoadBalancerReference;
  readonly cluster: Cluster;
  /** By name. */
  readonly services: Readonly<Record<string, ServiceOutputs>>;

  /** @param applicationName last part of the stack's name, `<environment>--<application>` */
  constructor(scope: Construct, applicationName: string, options: ApplicationStackOptions) {
    const { environment, application, plan } = options;
    super(scope, applicationName, environment, options.environmentFile);
    const { hostName, additionalHostNames, hostedZone, deletionProtection } = application;
    const { region } = environment;
    const name = `${environment.name}-${applicationName}`;
    const hostNames = [hostName, ...additionalHostNames];

    const providers = offeredProviders(application, environment.identity);
    const attributes = clientAttributes(environment.identity, providers);
    const identity = readIdentity(this, this.addressOf(sharedIdentityComponent), {
      // `<resource server>/<scope>`; the standard scopes have no slash.
      scopes: plan.scopes.filter((scope) => scope.includes("/")),
      identityProviders: providers.filter((provider) => provider !== userPoolProvider),
      customAttributes: declaredCustomAttributes(environment.identity),
      machineClients: plan.machineClients,
      alarmTopic: hasNewAlarmTopic(environment),
    });
    const monitoring = stackMonitoring({
      environment,
      name,
      overrides: application.alarms,
      newTopicArn: identity.alarmTopicArn,
    });
    const appClientIds = clientGenerations(application, name).map((generation) => {
      const { appClientId } = new AppClient(this, generation.id, {
        name: generation.name,
        userPoolId: identity.userPoolId,
        hostNames,
        signOutRedirectPath: application.signOut.redirectPath,
        scopes: plan.scopes,
        tokenLifetimes: environment.identity.tokenLifetimes,
        choiceBasedSignIn: hasChoiceOfSignIn(environment.identity),
        identityProviders: providers,
        readAttributes: attributes?.read,
        writeAttributes: attributes?.write,
      });
      createLoginBranding(this, `${generation.id}_branding`, environment.identity, {
        userPoolId: identity.userPoolId,
        appClientId,
      });
      return appClientId;
    });
    const [appClientId = "", additionalAppClientId] = appClientIds;

    const front = applicationLoadBalancer(this, {
      environment,
      application,
      applicationName,
      plan,
      monitoring,
      addressOf: (component) => this.addressOf(component),
    });
    const { network, loadBalancer } = front;
    allowEgressToTargetGroups(loadBalancer.securityGroup, plan);

    const elsewhere = recordsElsewhere(environment, application);
    const declared = declareServices(this, application.services, network, name);
    const { hostedZoneId } = new HostedZone(this, "hosted_zone", {
      hostedZoneId: hostedZone.id,
      name: hostedZone.name,
      // Nobody outside of the VPC has to resolve the records.
      mayBePrivate: application.internal && application.certificate.type === "existing",
    });
    const certificateArn = applicationCertificateArn(this, application, {
      hostNames,
      hostedZoneId,
      validatedElsewhere: elsewhere.validation,
    });
    const listenerRules = front.listen({
      certificateArn,
      context: {
        client: {
          userPoolArn: identity.userPoolArn,
          userPoolClientId: appClientId,
          userPoolDomain: identity.userPoolDomain,
        },
        targetGroupArnOf: (service) => targetGroupArnOf(declared, service),
        canaryOf: (service) => canaryOf(declared, service),
        tokenIssuer: {
          issuer: identity.userPoolIssuer,
          jwksUrl: identity.userPoolJwksUrl,
          machineClientIdOf: (client) => String(identity.machineClientIds[client]),
        },
      },
    });

    const cluster = applicationCluster(this, application, { name, shared: front.sharedCluster });
    const contract = ({ port, stopTimeoutSeconds }: Pick<Service, "port" | "stopTimeoutSeconds">) =>
      containerEnvironment({
        port,
        hostNames,
        loadBalancerArn: loadBalancer.loadBalancerArn,
        identity,
        appClientIds,
        machineClientIds: Object.values(identity.machineClientIds),
        protectedResources: plan.protectedResources,
        sessionCookieNames: plan.sessionCookieNames,
        routeGroups: plan.routeGroups,
        signOut: application.signOut,
        idleTimeoutSeconds: application.idleTimeoutSeconds,
        stopTimeoutSeconds,
      });
    const services = declared.map((service) =>
      createService(service, {
        name,
        region,
        deletionProtection,
        logRetentionDays: application.logRetentionDays,
        cluster,
        network,
        loadBalancer,
        listenerRules,
        monitoring,
        repositoryPrefix: repositoryPrefix(environment.name, applicationName),
        contract,
      }),
    );

    applicationDns(this, application, {
      hostNames,
      hostedZoneId,
      loadBalancer,
      // Others serve there already: nobody is sent to an application that does not yet.
      after:
        application.loadBalancer.type === "own"
          ? listenerRules
          : [...listenerRules, ...ecsServicesOf(declared)],
      elsewhere,
    });
    monitorApplication(this, monitoring, {
      url: `https://${hostName}`,
      userPoolId: identity.userPoolId,
      appClientId,
      certificateArn,
      loadBalancerArnSuffix: loadBalancer.loadBalancerArnSuffix,
      isShared: application.loadBalancer.type !== "own",
      hasSharedAccessLogTable:
        application.loadBalancer.type === "edge" && environment.edge?.accessLogTable !== undefined,
      clusterName: cluster.clusterName,
      hasInsights: application.containerInsights !== "disabled",
      services: releasesOf(declared).map((release) => ({
        name: release.name,
        serviceName: nameInCluster(cluster, `${name}-${release.name}`, release.name),
        targetGroupArnSuffix: release.targetGroup.targetGroupArnSuffix,
      })),
    });

    this.identity = identity;
    this.appClientId = appClientId;
    this.network = network;
    this.loadBalancer = loadBalancer;
    this.cluster = cluster;
    this.services = Object.assign({}, ...services);
    publishApplication(this, {
      commands: this.commands,
      application: applicationName,
      signUp: signUpOfApplication(application, environment.identity),
      groups: environment.identity.groups,
      url: `https://${hostName}`,
      region,
      loadBalancerArn: loadBalancer.loadBalancerArn,
      loadBalancerDnsName: loadBalancer.loadBalancerDnsName,
      appClientId,
      additionalAppClientId,
      clusterName: cluster.clusterName,
      accessLogBucketName: front.accessLogBucketName,
      services: this.services,
    });
  }
}
