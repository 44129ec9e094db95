import type { EmulatorModel } from "../model/emulator-model.ts";

/** Names of a model's hosts below `localhost`, and the real ones for clients that send those. */
export function localHosts({ userPools, loadBalancers }: EmulatorModel): readonly string[] {
  const urls = userPools.flatMap(({ domain, issuer }) => [domain?.baseUrl ?? issuer, issuer]);
  const hosts = [
    ...loadBalancers.flatMap(({ hostNames }) => hostNames),
    ...urls.map((url) => new URL(url).host),
  ];
  return [...hosts.flatMap((host) => [`${host}.localhost`, host]), "localhost"];
}
