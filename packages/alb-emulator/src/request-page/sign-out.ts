import { rulesOfApplication } from "../model/applications.ts";
import type { LoadBalancerModel } from "../model/load-balancer.ts";
import type { UserPoolModel } from "../model/user-pool.ts";

/** How a program of an application signs its users out. */
export interface SignOut {
  /** Values of `Set-Cookie` that end the load balancer's sessions. */
  readonly cookies: readonly string[];
  /** The user pool's sign-out; absent where no sign-out URL is registered for the app client. */
  readonly userPoolUrl: string | undefined;
}

/** As many shards as a session can have. */
const shardNumbers = [0, 1, 2, 3];

/**
 * @param clientId App client that the user signed in with.
 * @param host Host name of the request: a sign-out URL of the same host is preferred.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-logout
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function signOutOf(
  applications: readonly LoadBalancerModel[],
  userPools: readonly UserPoolModel[],
  clientId: string | undefined,
  host: string,
): SignOut {
  const names = applications
    .flatMap(rulesOfApplication)
    .flatMap(({ actions }) => actions)
    .flatMap((action) => ("sessionCookieName" in action ? [action.sessionCookieName] : []));
  return {
    cookies: [...new Set(names)].flatMap((name) =>
      shardNumbers.map(
        (shard) =>
          `${name}-${shard}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly; SameSite=None`,
      ),
    ),
    userPoolUrl: userPoolUrl(userPools, clientId, host),
  };
}

function userPoolUrl(
  userPools: readonly UserPoolModel[],
  clientId: string | undefined,
  host: string,
): string | undefined {
  for (const { clients, domain } of userPools) {
    const client = clients.find((each) => each.clientId === clientId);
    if (client === undefined || domain === undefined) continue;
    const isHere = (url: string) => URL.canParse(url) && new URL(url).hostname === host;
    const logoutUri = client.logoutUrls.find(isHere) ?? client.logoutUrls[0];
    if (logoutUri === undefined) continue;
    const query = new URLSearchParams({ client_id: client.clientId, logout_uri: logoutUri });
    return `${domain.baseUrl}/logout?${query}`;
  }
  return undefined;
}
