import { onlyRedirects, otherListeners } from "../load-balancer/listeners.ts";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import type { PortBook } from "./ports.ts";

/** The ports on this machine of one load balancer. */
export type LoadBalancerPorts = (model: LoadBalancerModel) => {
  /** Of the main listener. */
  readonly port: number;
  /** Of the other listeners, by their port in AWS. */
  readonly otherPorts: ReadonlyMap<number, number>;
  readonly publicKeysPort: number;
};

/** Options of {@link loadBalancerPorts}. */
export interface LoadBalancerPortsOptions {
  readonly ports: PortBook;
  /** Of the first load balancer; 0 is any free one. @default 8443, else any free one */
  readonly port: number | undefined;
  /** Of the public keys of the first load balancer. @default - any free one */
  readonly publicKeysPort: number | undefined;
  /** Whether the listeners are served at shared ports, so that they need none of their own. */
  readonly areShared: boolean;
}

const defaultPort = 8443;

/** Allots the ports of every load balancer. */
export async function loadBalancerPorts(
  models: readonly LoadBalancerModel[],
  { ports, port, publicKeysPort, areShared }: LoadBalancerPortsOptions,
): Promise<LoadBalancerPorts> {
  const others = models.flatMap((model) =>
    otherListeners(model).map((listener) => ({
      name: listenerName(model, listener),
      isRedirect: onlyRedirects(listener),
    })),
  );
  const namesOf = (isRedirect: boolean) =>
    others.filter((each) => each.isRedirect === isRedirect).map(({ name }) => name);
  const opened = [...models.map(mainName), ...namesOf(false)];
  const listeners = await ports.allot(areShared ? [] : opened, port, defaultPort);
  // Nobody opens them: browsers are redirected from there.
  const redirects = await ports.allot(areShared ? [] : namesOf(true), 0, 0);
  // They are variables of the programs, which keep running as long as no variable changes.
  const keys = await ports.allot(models.map(keysName), publicKeysPort ?? 0, 0);
  return (model) => ({
    port: listeners.get(mainName(model)) ?? 0,
    otherPorts: new Map(
      otherListeners(model).map((listener) => {
        const name = listenerName(model, listener);
        return [listener.port, listeners.get(name) ?? redirects.get(name) ?? 0];
      }),
    ),
    publicKeysPort: keys.get(keysName(model)) ?? 0,
  });
}

function mainName({ application, name }: LoadBalancerModel): string {
  return `load balancer ${application}/${name}`;
}

function keysName({ application, name }: LoadBalancerModel): string {
  return `public keys ${application}/${name}`;
}

function listenerName({ application, name }: LoadBalancerModel, { port }: Listener): string {
  return `listener ${application}/${name}:${port}`;
}
