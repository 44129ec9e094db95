/** What `checkTarget` sends its requests to, and as whom. */
export interface TargetToCheck {
  /** Name of the service, or of a target group without one. */
  readonly service: string;
  /** Stack of the service. @default - the only one that has a service of this name */
  readonly application?: string | undefined;
  /** Path and query of a page that requires sign-in. @default - found in the rules */
  readonly path?: string | undefined;
  /** What a user of the user pool signs in with. @default - the first demo user, who is in every group */
  readonly user?: string | undefined;
  /** Groups of the user in the tokens. @default - those of the user */
  readonly groups?: readonly string[] | undefined;
}

/**
 * How much an accepted forgery is worth to an attacker. `info` is what the load balancer never sends and
 * nobody else can sign: harmless today.
 */
export type Severity = "high" | "medium" | "low" | "info";

/**
 * `error` is a rejection by a 5xx response, or by closing the connection; `ignored` means that the program
 * does not read what is forged, so that its response says nothing.
 */
export type ForgeryResult = "accepted" | "rejected" | "error" | "ignored";

/** Which forged requests a program accepted. */
export interface TargetCheck {
  readonly application: string;
  readonly service: string;
  /** Address of the program. */
  readonly target: string;
  /** Address in AWS of what was requested. */
  readonly url: string;
  readonly user: {
    readonly name: string;
    readonly groups: readonly string[];
    readonly scopes: readonly string[];
  };
  /** `careful`: nothing was accepted beyond `info`. `inconclusive`: `problem` says why nothing can be said. */
  readonly result: "careful" | "careless" | "inconclusive";
  /** Why the controls failed; absent otherwise. */
  readonly problem: string | undefined;
  readonly controls: {
    /** Status of the response to genuine headers. */
    readonly genuine: number;
    /** Status of the response without any of the headers. */
    readonly anonymous: number;
  };
  /** The most severe one first. */
  readonly findings: readonly Finding[];
  /** Parts that the program does not read at this path, so that their forgeries were not judged. */
  readonly unread: readonly UnreadPart[];
  readonly requests: readonly CheckedRequest[];
}

/** One weakness of the program. */
export interface Finding {
  /** Such as `data-signer-not-checked`. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** What an attacker can do. */
  readonly attack: string;
  readonly fix: string;
  /** Names of the forged requests that show it. */
  readonly requests: readonly string[];
}

export interface UnreadPart {
  readonly part: "data token" | "access token";
  readonly explanation: string;
}

/** One forged request and its response. */
export interface CheckedRequest {
  readonly name: string;
  /** 0 without a response. */
  readonly status: number;
  readonly result: ForgeryResult;
}
