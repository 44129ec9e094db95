import type { AppClient } from "./user-pool.ts";

/** Whether a URL may be used. Cognito compares URLs character by character. */
export function isRegisteredUrl(
  { acceptsAnyUrl = false }: Pick<AppClient, "acceptsAnyUrl">,
  registered: readonly string[],
  url: string,
): boolean {
  return acceptsAnyUrl || registered.includes(url);
}
