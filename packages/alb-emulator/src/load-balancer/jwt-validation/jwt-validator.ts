import { compactVerify, decodeProtectedHeader, errors } from "jose";
import type { JwtValidationAction } from "../../model/load-balancer.ts";
import { headerValues, type RequestAttributes } from "../http/request-attributes.ts";
import { checkClaims } from "./check-claims.ts";
import { JwtError } from "./jwt-error.ts";
import type { KeySets } from "./key-sets.ts";

/**
 * Runs jwt-validation actions: a request with a valid token is forwarded as it is.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html
 */
export class JwtValidator {
  constructor(
    private readonly keySets: KeySets,
    private readonly now: () => number,
  ) {}

  /** @returns `undefined` for a valid token. */
  async check(
    action: JwtValidationAction,
    request: RequestAttributes,
  ): Promise<JwtError | undefined> {
    try {
      const claims = await this.#verify(action, bearerToken(request));
      checkClaims(action, claims, this.now() / 1000);
      return undefined;
    } catch (error) {
      if (error instanceof JwtError) return error;
      throw error;
    }
  }

  async #verify({ jwksEndpoint }: JwtValidationAction, token: string) {
    const keys = await this.keySets.get(jwksEndpoint);
    const { payload } = await compactVerify(token, keys, { algorithms: ["RS256"] }).catch(
      (error: unknown) => {
        if (!(error instanceof errors.JOSEError)) throw error;
        throw new JwtError(
          401,
          "JWTSignatureValidationError",
          `The signature of the token cannot be verified with a key of ${jwksEndpoint} (${error.message}), so the load balancer returns 401. Send a token of this issuer, signed with RS256.`,
        );
      },
    );
    const claims = parseObject(Buffer.from(payload).toString("utf8"));
    if (claims === undefined) throw malformed("has no claims");
    return claims;
  }
}

function bearerToken(request: RequestAttributes): string {
  const [value] = headerValues(request, "authorization");
  if (value === undefined) {
    throw new JwtError(
      401,
      "JWTHeaderNotPresent",
      "The request has no Authorization header, and the rule requires a token, so the load balancer returns 401. Send Authorization: Bearer <token>.",
    );
  }
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(value)?.[1];
  if (token === undefined) throw malformed("is not a bearer token with three parts");
  try {
    decodeProtectedHeader(token);
  } catch {
    throw malformed("has no header that can be read");
  }
  return token;
}

function malformed(problem: string): JwtError {
  return new JwtError(
    401,
    "JWTRequestFormatInvalid",
    `The Authorization header ${problem}, so the load balancer returns 401. Send Authorization: Bearer <token> with a signed JWT.`,
  );
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
