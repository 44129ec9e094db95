import { Construct } from "constructs";
import type { Application, Environment } from "../config/schema/environment";
import { AppClient } from "../constructs/identity/app-client";
import { AliasRecords } from "../constructs/load-balancer/alias-records";
import { Certificate } from "../constructs/load-balancer/certificate";
import { HttpsListener } from "../constructs/load-balancer/https-listener";
import { LoadBalancer } from "../constructs/load-balancer/load-balancer";
import { EcsCluster } from "../constructs/service/ecs-cluster";
import type { RulePlan } from "../routing/rule-plan";
import { applicationNetwork } from "./application-network";
import { publishApplication } from "./application-outputs";
import { createServices, createTargetGroups } from "./application-services";
import { containerEnvironment } from "./container-environment";
import { openWayToTargetGroups } from "./existing-target-groups";
import { ProjectStack } from "./project-stack";
import { sharedIdentityStackName } from "./shared-identity-stack";
import { readIdentity } from "./state/identity-contract";
import { stackAddress } from "./state/stack-address";
import { terraformLiterals } from "./terraform-literals";

/** What an {@link ApplicationStack} is made from. */
export interface ApplicationStackOptions {
  readonly environment: Environment;
  readonly application: Application;
  readonly plan: RulePlan;
}

/** One application: its app client, network, load balancer and containers. */
export class ApplicationStack extends ProjectStack {
  /** @param applicationName name of the stack too */
  constructor(scope: Construct, applicationName: string, options: ApplicationStackOptions) {
    super(scope, applicationName, options.environment);
    const { environment, application, plan } = terraformLiterals(options);
    const { hostName, additionalHostNames, hostedZone, deletionProtection } = application;
    const { region } = environment;
    const name = `${environment.name}-${applicationName}`;
    const hostNames = [hostName, ...additionalHostNames];

    const identity = readIdentity(
      this,
      stackAddress(environment, sharedIdentityStackName),
      // `<resource server>/<scope>`; the standard ones have no slash.
      plan.scopes.filter((scope) => scope.includes("/")),
    );
    const { clientId } = new AppClient(this, "app_client", {
      name,
      userPoolId: identity.userPoolId,
      hostNames,
      landingPath: application.signOut.redirectPath,
      scopes: plan.scopes,
      tokenLifetimes: environment.identity.tokenLifetimes,
    });

    const network = applicationNetwork(this, application, { name, region });
    const loadBalancer = new LoadBalancer(this, "load_balancer", { ...application, name, network });
    openWayToTargetGroups(loadBalancer.securityGroup, plan);
    new AliasRecords(this, "dns", { hostNames, hostedZoneId: hostedZone.id, loadBalancer });

    // Users name the services, so their ids could meet those of the outputs (a service "names" would
    // be "service_names"). cdktf leaves "Default" out of the names that it gives to Terraform.
    const ofServices = new Construct(this, "Default");
    const targetGroups = createTargetGroups(ofServices, application.services, network);
    const listener = new HttpsListener(this, "https_listener", {
      loadBalancer,
      certificate: new Certificate(this, "certificate", {
        hostNames,
        hostedZoneId: hostedZone.id,
      }),
      plan,
      client: {
        userPoolArn: identity.userPoolArn,
        userPoolClientId: clientId,
        userPoolDomain: identity.userPoolDomain,
      },
      targetGroupOf: (service) => targetGroups.of(service).arn,
    });

    const cluster = new EcsCluster(this, "cluster", { ...application, name });
    const services = createServices(ofServices, application, {
      name,
      region,
      deletionProtection,
      cluster,
      network,
      loadBalancer,
      targetGroups,
      listenerRules: listener.rules,
      repositoryPrefix: `${environment.name}/${applicationName}`,
      contract: (port) =>
        containerEnvironment({
          port,
          hostName,
          loadBalancerArn: loadBalancer.arn,
          identity,
          clientId,
          sessionCookieNames: plan.sessionCookieNames,
        }),
    });

    publishApplication(this, {
      url: `https://${hostName}`,
      loadBalancerArn: loadBalancer.arn,
      loadBalancerDnsName: loadBalancer.dnsName,
      clientId,
      clusterName: cluster.name,
      accessLogBucketName: loadBalancer.accessLogBucketName,
      services,
    });
  }
}
