/** A passkey of a user: the public half, as WebAuthn's registration returns it. */
export interface Passkey {
  /** In base64url. */
  readonly credentialId: string;
  /** COSE key, in base64url. */
  readonly publicKey: string;
  /** Of signatures; 0 where the passkey does not count them. */
  readonly counter: number;
  readonly transports: readonly string[];
}

export function isPasskey(value: unknown): value is Passkey {
  if (typeof value !== "object" || value === null) return false;
  const { credentialId, publicKey, counter, transports } = value as Partial<
    Record<keyof Passkey, unknown>
  >;
  return (
    [credentialId, publicKey].every((text) => typeof text === "string") &&
    typeof counter === "number" &&
    Array.isArray(transports)
  );
}
