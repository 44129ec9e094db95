import { type SharedListener, sharedListenerPriorities } from "../routing/route";
import type { Application } from "./schema/environment";

/** The place of an application on a listener that others use too; `undefined` for one of its own. */
export function sharedListenerOf(
  name: string,
  { loadBalancer }: Pick<Application, "loadBalancer">,
): SharedListener | undefined {
  if (loadBalancer.type === "own") return undefined;
  return {
    application: name,
    firstPriority:
      loadBalancer.type === "edge"
        ? firstPriorityOf(loadBalancer.slot)
        : loadBalancer.firstPriority,
  };
}

/** First of the priorities of a slot. */
export function firstPriorityOf(slot: number): number {
  return slot * sharedListenerPriorities;
}

/** Whether the stack of an application reads the state of the edge. */
export function usesEdge({
  loadBalancer,
  network,
}: Pick<Application, "loadBalancer" | "network">): boolean {
  return loadBalancer.type === "edge" || network.type === "edge";
}

/** Applications behind the load balancer of the edge, with their slots, by name. */
export function edgeApplications<T extends Pick<Application, "loadBalancer">>(
  applications: Readonly<Record<string, T>>,
): { readonly name: string; readonly application: T; readonly slot: number }[] {
  return Object.entries(applications).flatMap(([name, application]) =>
    application.loadBalancer.type === "edge"
      ? [{ name, application, slot: application.loadBalancer.slot }]
      : [],
  );
}

/** Whether the rules of two applications are on one listener. */
export function shareListener(
  { loadBalancer: one }: Pick<Application, "loadBalancer">,
  { loadBalancer: other }: Pick<Application, "loadBalancer">,
): boolean {
  if (one.type === "existing" && other.type === "existing") {
    return one.listenerArn === other.listenerArn;
  }
  return one.type === "edge" && other.type === "edge";
}
