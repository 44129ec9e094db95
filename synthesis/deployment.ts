import type { Environment, Service } from "../config/schema/environment";

/** A service whose image is not fixed: it comes from a Terraform variable of the application's stack. */
export interface ServiceToDeploy {
  readonly application: string;
  readonly service: string;
  /** How its image is built here; absent when it is built elsewhere. */
  readonly build?: Service["build"];
  readonly architecture: Service["architecture"];
}

/** What `npm run deploy` has to know of an environment beside its stacks. */
export interface Deployment extends Pick<Environment, "name" | "region" | "provider"> {
  readonly services: readonly ServiceToDeploy[];
}

/** The part of an environment that is not in the Terraform JSON. */
export function deploymentOf({ name, region, provider, applications }: Environment): Deployment {
  const services = Object.entries(applications).flatMap(([application, { services }]) =>
    Object.entries(services)
      .filter(([, { image }]) => image === undefined)
      .map(([service, { build, architecture }]) => ({ application, service, build, architecture })),
  );
  return { name, region, provider, services };
}
