import type { CognitoProvider } from "../../model/load-balancer.ts";
import type { Engine } from "../engine.ts";
import { type Session, subjectOf } from "../session/session.ts";
import { signDataToken } from "./data-token.ts";

export const oidcHeaderNames = [
  "x-amzn-oidc-accesstoken",
  "x-amzn-oidc-identity",
  "x-amzn-oidc-data",
] as const;

/** The three headers that tell the target who is signed in. */
export function oidcHeaders(
  engine: Engine,
  provider: CognitoProvider,
  session: Session,
): readonly (readonly [name: string, value: string])[] {
  const data = signDataToken({
    claims: session.claims,
    key: engine.keys.current,
    issuer: provider.issuer,
    clientId: provider.clientId,
    signer: engine.model.arn,
    nowMs: engine.now(),
  });
  return [
    ["x-amzn-oidc-accesstoken", session.accessToken],
    ["x-amzn-oidc-identity", subjectOf(session)],
    ["x-amzn-oidc-data", data],
  ];
}
