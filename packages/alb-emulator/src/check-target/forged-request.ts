/** Names and values in the order in which they are sent: a name can come twice. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A request that a careful program rejects. */
export interface ForgedRequest {
  readonly name: string;
  /** Id of the weakness that a program has which accepts it. */
  readonly weakness: string;
  /** What the program must read for that; otherwise it may ignore the forgery. */
  readonly reads: readonly TokenPart[];
  readonly headers: Headers;
  /**
   * Whether acceptance alone says nothing, because a careful program may ignore what is forged: the
   * response must also show that it was believed.
   */
  readonly needsEvidence?: boolean;
  /** Whether the program has fetched the key that the token leads to. */
  readonly wasKeyFetched?: () => boolean;
}

export type TokenPart = "data token" | "access token";

export const dataHeader = "x-amzn-oidc-data";
export const accessTokenHeader = "x-amzn-oidc-accesstoken";
export const identityHeader = "x-amzn-oidc-identity";

/** Part of every forged claim: a response that has it believed a forgery. */
export const forgedName = "somebody-else";
