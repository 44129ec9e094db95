import type {
  ErrorReason,
  ExecutedAction,
  LoginStep,
  RuleDescription,
  RuleEvaluation,
  RuleReference,
  SessionTrace,
  TargetTrace,
  TransformStatus,
} from "../../model/event.ts";
import type { Rule } from "../../model/load-balancer.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly attributes: RequestAttributes;
  /** Of this hop, in `X-Amzn-Trace-Id`. */
  readonly traceId: string;
  readonly isWebSocket: boolean;
  /** Address of the load balancer that the client connected to. */
  readonly nodeAddress: string;
  /** Milliseconds since 1970, by the clock of the load balancer. */
  readonly receivedAtMs: number;
  /** Monotonic, as `performance.now()`. */
  readonly startedAtMs: number;
}

/** What the steps of handling a request found out. Each step returns its part. */
export interface RequestSteps {
  /** The rule that applied; absent when none was evaluated. */
  readonly rule?: Rule;
  readonly ruleEvaluations?: readonly RuleEvaluation[];
  readonly matchedRule?: RuleDescription;
  readonly rulesNotEvaluated?: readonly RuleReference[];
  readonly actions?: readonly ExecutedAction[];
  readonly loginSteps?: readonly LoginStep[];
  /** Of the sign-in that the request starts or completes. */
  readonly signIn?: string;
  readonly session?: SessionTrace;
  readonly targetGroupArn?: string;
  readonly target?: TargetTrace;
  readonly targetTimes?: TargetTimes;
  /** Absent where no transform of the rule changes the request. */
  readonly transformStatus?: TransformStatus;
  /** Real URL that a redirect leads to. */
  readonly location?: string;
  readonly errorReason?: ErrorReason;
  /** What is wrong, why it matters and what to do. */
  readonly explanation?: string;
}

/** Monotonic, as `performance.now()`. */
export interface TargetTimes {
  readonly dispatchedAtMs: number;
  /** When the response headers arrived; absent without a response. */
  readonly respondedAtMs: number | undefined;
}

/** Everything known about one request. The request handler assembles it from the steps' results. */
export type RequestTrace = ReceivedRequest & RequestSteps;
