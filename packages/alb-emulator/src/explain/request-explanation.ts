import type { ExecutedAction, RuleDescription, RuleReference } from "../model/event.ts";

/** A request to explain. */
export interface RequestToExplain {
  /** In AWS (`https://tasks.example.com/reports`), or as the emulator prints it (`….localhost:8443`). */
  readonly url: string;
  /** @default "GET" */
  readonly method?: string | undefined;
  /** @default [] */
  readonly headers?: readonly (readonly [name: string, value: string])[] | undefined;
  /** For conditions on the source IP address. @default "127.0.0.1" */
  readonly clientAddress?: string | undefined;
  /** Stack that declares the load balancer. @default - the one that has the host name */
  readonly application?: string | undefined;
  /** Whether the request has a valid session for the rule that applies. @default false */
  readonly signedIn?: boolean | undefined;
  /** Groups of the signed-in user. @default [] */
  readonly groups?: readonly string[] | undefined;
}

/**
 * Who gets past the load balancer: `login` asks visitors to sign in, `public` lets every visitor
 * through, and `deny` sends visitors without a session away, with a 401 or a fixed 4XX or 5XX response.
 */
export type Access = "login" | "public" | "deny";

/** Which rule applies to a request, why, and what a visitor sees. */
export interface RequestExplanation {
  readonly method: string;
  /** In AWS. */
  readonly url: string;
  readonly application: string;
  readonly listener: {
    readonly protocol: "HTTP" | "HTTPS";
    readonly port: number;
    /** Terraform address. */
    readonly address: string;
  };
  /** In order of priority; empty when the request is handled before any rule. */
  readonly rules: readonly ExplainedRule[];
  /** For visitors without a session, also where the request has one. */
  readonly access: Access;
  /** In the order they run, as in the access log. */
  readonly actions: readonly ExecutedAction[];
  readonly response: ExplainedResponse;
}

/** A rule of the listener: what it says, and whether the request meets it. */
export interface ExplainedRule extends RuleReference, RuleDescription {
  /** Rules after the matched one are not evaluated. */
  readonly result: "matched" | "not matched" | "not evaluated";
  /** One sentence for each condition that is not met. */
  readonly mismatches: readonly string[];
}

export type ExplainedResponse =
  | SignInResponse
  | TargetResponse
  | RedirectResponse
  | FixedResponse
  | ErrorResponse
  | NoConnection;

/** The browser is redirected to the sign-in page of a user pool, or of another identity provider. */
export interface SignInResponse extends SignInParties {
  readonly type: "sign-in";
  readonly status: 302;
  /** URL of the authorization endpoint, without `state`, which is different each time. */
  readonly location: string;
  readonly sessionCookieName: string;
  /** Why the sign-in will fail; absent where nothing is wrong. */
  readonly expectedError: string | undefined;
  /** What the visitor sees after it. */
  readonly afterSignIn: Exclude<ExplainedResponse, SignInResponse>;
}

/** Where users sign in, and what they allow the application. */
export interface SignInParties {
  /** `iss` of the identity provider. */
  readonly issuer: string;
  /** Absent for another identity provider than Cognito. */
  readonly userPool: string | undefined;
  /** Name of the app client; for another identity provider, id of the client. */
  readonly appClient: string;
  readonly scopes: readonly string[];
}

/** A target responds. */
export interface TargetResponse {
  readonly type: "target";
  /** Those that may be chosen, each with its weight. */
  readonly targets: readonly ExplainedTarget[];
  /** What the `x-amzn-oidc-*` headers say; absent where the load balancer adds none. */
  readonly identity: (SignInParties & { readonly groups: readonly string[] }) | undefined;
  /** Groups that the container lets pass, each other user getting 403; absent where it lets every user pass. */
  readonly requiredGroups?: readonly string[] | undefined;
  /** What the transforms of the rule make of the request; fields are absent where they change nothing. */
  readonly rewritten: {
    readonly host: string | undefined;
    /** Path and query. */
    readonly url: string | undefined;
  };
}

export interface ExplainedTarget {
  readonly targetGroup: string;
  /** Terraform address. */
  readonly address: string;
  /** Application of the service, where several share the load balancer. */
  readonly application?: string | undefined;
  /** Name of the service whose containers are the targets; absent without one. */
  readonly service: string | undefined;
  /** Whether the target is a Lambda function; else targets are reached over HTTP. */
  readonly isLambda: boolean;
  readonly weight: number;
  /** Why requests to it end with 504; absent where nothing is wrong. */
  readonly unreachable: string | undefined;
}

export interface RedirectResponse {
  readonly type: "redirect";
  readonly status: 301 | 302;
  readonly location: string;
}

export interface FixedResponse {
  readonly type: "fixed-response";
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The load balancer itself responds with an error. */
export interface ErrorResponse {
  readonly type: "error";
  readonly status: number;
  readonly explanation: string;
}

/** Connections to the listener time out. */
export interface NoConnection {
  readonly type: "no-connection";
  readonly explanation: string;
}
