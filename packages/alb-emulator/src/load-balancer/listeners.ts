import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";

/** The listener whose address people open. The model has one: `checkModel`. */
export function mainListener({ listeners }: LoadBalancerModel): Listener {
  const main = listeners.find(({ protocol }) => protocol === "HTTPS") ?? listeners[0];
  if (main === undefined) throw new Error("The load balancer has no listener.");
  return main;
}

export function otherListeners(model: LoadBalancerModel): readonly Listener[] {
  const { listeners } = model;
  const main = listeners.length > 0 ? mainListener(model) : undefined;
  return listeners.filter((listener) => listener !== main);
}

/** Whether it only leads to other addresses, such as from port 80 to 443. */
export function onlyRedirects({ rules, defaultRule }: Listener): boolean {
  return [...rules, defaultRule].every(({ actions }) =>
    actions.every(({ type }) => type === "redirect"),
  );
}
