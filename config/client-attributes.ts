import { declaredCustomAttributes, mappedCustomAttributes } from "./custom-attributes";
import type { Identity } from "./schema/environment";
import { standardAttributes, verifiedAttributes } from "./standard-attributes";

/** What an app client may read, and what a sign-in through it may write. */
export interface ClientAttributes {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/**
 * Attributes of an app client that offers these providers. By default a client reads and writes every
 * standard attribute and no custom one: a custom attribute is written only by those that get it from a
 * provider.
 * @returns `undefined` where the default is right
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export function clientAttributes(
  identity: Identity,
  providers: readonly string[],
): ClientAttributes | undefined {
  const mapped = mappedCustomAttributes(identity, providers);
  const custom = [...new Set([...declaredCustomAttributes(identity), ...mapped])];
  if (custom.length === 0) return undefined;
  return {
    read: [...standardAttributes, ...verifiedAttributes, ...custom],
    write: [...standardAttributes, ...mapped],
  };
}
