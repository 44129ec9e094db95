import type { Application } from "../config/schema/environment";

/** One app client of an application. */
export interface ClientGeneration {
  /** Id of its construct. */
  readonly id: string;
  /** Name in AWS. */
  readonly name: string;
}

/**
 * The app clients of an application: the one that the load balancer uses, and during a rotation the
 * other one. The first generation has the id and the name that the only client had before.
 */
export function clientGenerations(
  {
    clientGeneration,
    additionalClientGeneration,
  }: Pick<Application, "clientGeneration" | "additionalClientGeneration">,
  name: string,
): ClientGeneration[] {
  const all =
    additionalClientGeneration === undefined
      ? [clientGeneration]
      : [clientGeneration, additionalClientGeneration];
  return all.map((generation) =>
    generation === 1
      ? { id: "app_client", name }
      : { id: `app_client_${generation}`, name: `${name}-${generation}` },
  );
}
