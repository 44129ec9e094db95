import type { LoginAction } from "../../model/login-action.ts";
import { type Session, subjectOf } from "../session/session.ts";
import { signDataToken } from "./data-token.ts";
import type { DataTokenKey } from "./data-token-keys.ts";

export const oidcHeaderNames = [
  "x-amzn-oidc-data",
  "x-amzn-oidc-identity",
  "x-amzn-oidc-accesstoken",
] as const;

/** Who signs the data token, and when. */
export interface TokenSigner {
  readonly key: DataTokenKey;
  readonly loadBalancerArn: string;
  readonly nowMs: number;
}

/** The three headers that tell the target who is signed in, in AWS's order. */
export function oidcHeaders(
  { key, loadBalancerArn, nowMs }: TokenSigner,
  { issuer, clientId }: LoginAction["provider"],
  session: Session,
): readonly (readonly [name: string, value: string])[] {
  const { claims, accessToken } = session;
  const data = signDataToken({ claims, key, issuer, clientId, signer: loadBalancerArn, nowMs });
  return [
    ["x-amzn-oidc-data", data],
    ["x-amzn-oidc-identity", subjectOf(session)],
    ["x-amzn-oidc-accesstoken", accessToken],
  ];
}
