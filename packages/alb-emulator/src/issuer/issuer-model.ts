import type { LoadBalancerModel } from "../model/load-balancer.ts";
import { type AuthenticateOidcAction, isLogin } from "../model/login-action.ts";
import { callbackUrlsOf } from "./callback-urls.ts";

/** An OIDC identity provider, as far as the actions that sign in at it describe it. */
export interface IssuerModel {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** URLs, as {@link tokenEndpoints}; more than one where actions differ. */
  readonly authorizationEndpoints: readonly string[];
  readonly tokenEndpoints: readonly string[];
  readonly userInfoEndpoints: readonly string[];
  readonly clients: readonly IssuerClient[];
  /** Where its load balancers expect browsers back. */
  readonly callbackUrls: readonly string[];
}

export interface IssuerClient {
  readonly clientId: string;
  /** Every secret that an action has; none where only AWS knows it. */
  readonly clientSecrets: readonly string[];
}

/** The identity providers of all `authenticate-oidc` actions, each once. */
export function issuersOf(loadBalancers: readonly LoadBalancerModel[]): readonly IssuerModel[] {
  const found = loadBalancers.flatMap((loadBalancer) =>
    loadBalancer.listeners.flatMap((listener) =>
      [...listener.rules, listener.defaultRule].flatMap((rule) =>
        rule.actions
          .filter(isLogin)
          .filter((action) => action.type === "authenticate-oidc")
          .map((action) => ({
            action,
            callbackUrls: callbackUrlsOf(loadBalancer, listener, rule),
          })),
      ),
    ),
  );
  const issuers = unique(found.map(({ action }) => action.provider.issuer));
  return issuers.map((issuer) => {
    const own = found.filter(({ action }) => action.provider.issuer === issuer);
    const providers = own.map(({ action }) => action.provider);
    return {
      issuer,
      authorizationEndpoints: unique(providers.map((one) => one.authorizationEndpoint)),
      tokenEndpoints: unique(providers.map((one) => one.tokenEndpoint)),
      userInfoEndpoints: unique(providers.map((one) => one.userInfoEndpoint)),
      clients: clientsOf(providers),
      callbackUrls: unique(own.flatMap(({ callbackUrls }) => callbackUrls)),
    };
  });
}

function clientsOf(
  providers: readonly AuthenticateOidcAction["provider"][],
): readonly IssuerClient[] {
  return unique(providers.map(({ clientId }) => clientId)).map((clientId) => {
    const own = providers.filter((provider) => provider.clientId === clientId);
    const secrets = own.flatMap(({ clientSecret }) => clientSecret ?? []);
    return { clientId, clientSecrets: unique(secrets) };
  });
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
