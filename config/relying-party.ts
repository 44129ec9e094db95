import { getDomain } from "tldts";
import type { Environment } from "./schema/environment";

type NewIdentity = Extract<Environment["identity"], { secondFactors: unknown }>;

/** Host name of the user pool domain. */
export function userPoolHostName({ domain }: NewIdentity, region: string): string {
  return domain.hostName ?? `${domain.prefix}.auth.${region}.amazoncognito.com`;
}

/** Host name that passkeys belong to. */
export function relyingPartyIdOf(identity: NewIdentity, region: string): string {
  return identity.passkeys.relyingPartyId ?? userPoolHostName(identity, region);
}

/**
 * Every relying party id that browsers accept on a host: its name, and the domains above it that somebody
 * can register. @see https://www.w3.org/TR/webauthn-3/#relying-party-identifier
 */
export function relyingPartyIdsOf(hostName: string): string[] {
  // Everybody gets a part of this one, in regions that the list of such domains does not know yet too.
  if (hostName.endsWith(".amazoncognito.com")) return [hostName];
  const registrable = getDomain(hostName, { allowPrivateDomains: true });
  const labels = hostName.split(".");
  const all = labels.map((_, index) => labels.slice(index).join("."));
  return all.filter(
    (name, index) =>
      index === 0 ||
      (registrable !== null && (name === registrable || name.endsWith(`.${registrable}`))),
  );
}
