import { canaryName } from "../config/canaries";
import type { Environment, Service } from "../config/schema/environment";
import { type SignUp, signUpOf } from "../config/sign-up";
import { repositoryPrefix } from "../stacks/repository-prefix";

/** A service whose image is not fixed: it comes from a Terraform variable of the application's stack. */
export interface ServiceToDeploy {
  readonly application: string;
  readonly service: string;
  /** Name of its image repository, without the registry. */
  readonly repositoryName: string;
  /** How its image is built here; absent when it is built elsewhere. */
  readonly build?: Service["build"];
  readonly architecture: Service["architecture"];
  /** The service that it is a second release of, and the percent of its requests that it gets. */
  readonly canaryOf?: { readonly service: string; readonly weightPercent: number };
}

/** Where users reach an application. */
export interface ApplicationAddress {
  readonly application: string;
  readonly url: string;
  /** Every host name, the one of the URL first. */
  readonly hostNames: readonly string[];
  /** Its slot behind the load balancer of the edge; absent elsewhere. */
  readonly slot?: number;
  /** Whether only its VPC and connected networks reach it. */
  readonly internal: boolean;
}

/** What `npm run deploy` has to know of an environment beside its stacks. */
export interface Deployment extends Pick<Environment, "name" | "region" | "provider"> {
  readonly signUp: SignUp;
  readonly services: readonly ServiceToDeploy[];
  readonly addresses: readonly ApplicationAddress[];
  /** Where state is kept. */
  readonly stateType: Environment["state"]["type"];
}

/** The part of an environment that is not in the Terraform JSON. */
export function deploymentOf({
  name,
  region,
  provider,
  identity,
  state,
  applications,
}: Environment): Deployment {
  const services = Object.entries(applications).flatMap(([application, { services }]) =>
    Object.entries(services)
      .filter(([, { image }]) => image === undefined)
      .flatMap(([service, { build, architecture, canary }]): ServiceToDeploy[] => {
        const common = {
          application,
          repositoryName: `${repositoryPrefix(name, application)}/${service}`,
          architecture,
        };
        if (canary === undefined) return [{ ...common, service, build }];
        const { weightPercent } = canary;
        // What is built is the new release: the other one keeps the image that is deployed.
        return [
          { ...common, service },
          { ...common, service: canaryName(service), build, canaryOf: { service, weightPercent } },
        ];
      }),
  );
  const addresses = Object.entries(applications).map(
    ([application, { hostName, additionalHostNames, loadBalancer, internal }]) => ({
      application,
      url: `https://${hostName}`,
      hostNames: [hostName, ...additionalHostNames],
      ...(loadBalancer.type === "edge" ? { slot: loadBalancer.slot } : {}),
      internal,
    }),
  );
  return {
    name,
    region,
    provider,
    signUp: signUpOf(identity),
    services,
    addresses,
    stateType: state.type,
  };
}
