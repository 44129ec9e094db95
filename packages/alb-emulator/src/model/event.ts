import type { RuleOrigin } from "./load-balancer.ts";

/** Everything that the load balancer did for one request, for the console and the inspector. */
export interface LoadBalancerEvent {
  /** The request's own id; also in `X-Amzn-Trace-Id`. */
  readonly id: string;
  readonly loadBalancer: string;
  readonly application: string;
  /** Of the sign-in that this request starts or completes: {@link signInIdOf}. */
  readonly signIn: string | undefined;
  /** ISO 8601, when the request arrived. */
  readonly startedAt: string;
  readonly request: EventRequest;
  /** In order of priority; the last one matched. Empty when no rule was evaluated. */
  readonly ruleEvaluations: readonly RuleEvaluation[];
  /** What the matched rule says; absent when no rule was evaluated. */
  readonly matchedRule: RuleDescription | undefined;
  /** Rules after the matched one, in order of priority. */
  readonly rulesNotEvaluated: readonly RuleReference[];
  /** In the order they ran, as in the access log. */
  readonly actions: readonly ExecutedAction[];
  /** Steps of the sign-in that happened during this request, in order. */
  readonly loginSteps: readonly LoginStep[];
  /** Absent without an authenticate action. */
  readonly session: SessionTrace | undefined;
  /** Absent when the request was not forwarded. */
  readonly target: TargetTrace | undefined;
  readonly response: EventResponse;
  /** As in the access log. */
  readonly errorReason: ErrorReason | undefined;
  /** What is wrong, why it matters and what to do; absent where nothing is wrong. */
  readonly explanation: string | undefined;
  readonly timings: EventTimings;
}

export interface EventRequest {
  readonly method: string;
  /** The real address, as AWS would see it. */
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly userAgent: string | undefined;
  readonly webSocket: boolean;
  /** As the browser sent them, without cookies. */
  readonly headers: readonly HeaderTrace[];
  readonly cookies: readonly CookieTrace[];
}

/** A header of a request or response; long values are cut, credentials are left out. */
export interface HeaderTrace {
  readonly name: string;
  readonly value: string;
}

/** A cookie without its value. */
export interface CookieTrace {
  readonly name: string;
  readonly sizeBytes: number;
  /** Whether the response removes it from the browser. */
  readonly isRemoved: boolean;
}

/** Values of `actions_executed` in the access log. */
export type ExecutedAction =
  | "authenticate"
  | "jwt-validation"
  | "forward"
  | "redirect"
  | "fixed-response";

/** Values of `error_reason` for jwt-validation actions. */
export type JwtErrorReason =
  | "JWTClaimFormatInvalid"
  | "JWTClaimNotPresent"
  | "JWTClaimValueInvalid"
  | "JWTHeaderNotPresent"
  | "JWTRequestFormatInvalid"
  | "JWTSignatureValidationError";

/**
 * Values of `error_reason` in the access log.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes
 */
export type ErrorReason =
  | JwtErrorReason
  | "LambdaInvalidResponse"
  | "LambdaRequestTooLarge"
  | "LambdaResponseTooLarge"
  | "LambdaUnhandled"
  | "AuthInvalidAWSALBAuthNonce"
  | "AuthInvalidCookie"
  | "AuthInvalidGrantError"
  | "AuthInvalidIdToken"
  | "AuthInvalidStateParam"
  | "AuthInvalidTokenResponse"
  | "AuthInvalidUserinfoResponse"
  | "AuthMissingAWSALBAuthNonce"
  | "AuthMissingCodeParam"
  | "AuthMissingHostHeader"
  | "AuthMissingStateParam"
  | "AuthTokenEpRequestFailed"
  | "AuthTokenEpRequestTimeout"
  | "AuthUserinfoEpRequestFailed"
  | "AuthUserinfoEpRequestTimeout"
  | "AuthUserinfoResponseSizeExceeded";

/** A listener rule by its names. */
export interface RuleReference {
  readonly priority: number | "default";
  readonly arn: string;
  /** Terraform address of the rule. */
  readonly address: string;
  /** Absent where the source does not say. */
  readonly origin: RuleOrigin | undefined;
}

/** What a rule says, in words. */
export interface RuleDescription {
  /** One text for each condition; none for a rule that matches every request. */
  readonly when: readonly string[];
  readonly access: string;
  readonly action: string;
}

/** One evaluated listener rule. */
export interface RuleEvaluation extends RuleReference {
  readonly matched: boolean;
  /** One sentence for each condition that is not met. */
  readonly mismatches: readonly string[];
}

/** `OIDC provider`: another one than Cognito. */
export type LoginParticipant = "browser" | "load balancer" | "Cognito" | "OIDC provider";

/** One message of a sign-in, an arrow of its sequence diagram. */
export interface LoginStep {
  readonly from: LoginParticipant;
  readonly to: LoginParticipant;
  readonly text: string;
  readonly ok: boolean;
  /** How long the call to the identity provider took, on its response; absent on other steps. */
  readonly durationMs: number | undefined;
}

/** The session that an authenticate action found or created. */
export interface SessionTrace {
  /** Same for every request with this session, until it is refreshed; absent without a session. */
  readonly id: string | undefined;
  readonly cookieName: string;
  readonly state: "none" | "valid" | "refreshed" | "expired" | "invalid" | "created";
  /** Scopes that the rule asks for. */
  readonly scope: string;
  readonly subject: string | undefined;
  /** Email address or user name, else the subject. */
  readonly user: string | undefined;
  /** ISO 8601, as {@link accessTokenExpiresAt}. */
  readonly sessionExpiresAt: string | undefined;
  readonly accessTokenExpiresAt: string | undefined;
  readonly cookieShards: number;
}

/** The target of a forwarded request. */
export interface TargetTrace {
  readonly targetGroup: string;
  readonly service: string | undefined;
  /** Origin of the target. */
  readonly url: string;
  /** Absent when the target sent no response. */
  readonly status: number | undefined;
  /** The headers that the load balancer added or replaced, in order. */
  readonly headers: readonly SentHeader[];
  /** Host, and path with query, after the transforms of the rule; absent where they change nothing. */
  readonly rewrittenHost: string | undefined;
  readonly rewrittenUrl: string | undefined;
  /** Stickiness cookies that chose target group and target. */
  readonly boundBy: readonly string[];
}

/** Values of `request_transform_status` in the access log that the emulator writes. */
export type TransformStatus =
  | "TransformSuccess"
  | "TransformInvalidHost"
  | "TransformInvalidPath"
  | "TransformReplaceError";

export interface SentHeader {
  readonly name: string;
  readonly value: string;
  /** Decoded and unverified, for a header that holds a JWT. */
  readonly token: DecodedToken | undefined;
}

export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface EventResponse {
  readonly status: number;
  /** Where a redirect leads, as the real address. */
  readonly location: string | undefined;
  /** Whether load balancer or target chose the status. */
  readonly by: "load balancer" | "target";
  /** As the browser received them, without cookies. */
  readonly headers: readonly HeaderTrace[];
  readonly cookies: readonly CookieTrace[];
}

export interface EventTimings {
  readonly totalMs: number;
  /** Talking to the token and user info endpoints. */
  readonly loginMs: number;
  /** Until the target's response headers. */
  readonly targetMs: number | undefined;
}
