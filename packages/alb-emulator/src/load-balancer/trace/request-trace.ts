import type { EventTarget, LoginStep, RuleTrial, SessionReport } from "../../model/event.ts";
import type { Rule } from "../../model/load-balancer.ts";
import type { ErrorReason } from "../authentication/login-error.ts";
import type { RequestFacts } from "../http/request-attributes.ts";

/** What happens to one request, written down while it happens. */
export class RequestRecord {
  trials: readonly RuleTrial[] = [];
  rule: Rule | undefined;
  readonly actions: string[] = [];
  readonly login: LoginStep[] = [];
  session: SessionReport | undefined;
  target: EventTarget | undefined;
  targetAddress: string | undefined;
  targetGroupArn: string | undefined;
  targetStatus: number | undefined;
  /** Monotonic milliseconds: given to the target, and its response headers' arrival. */
  dispatchedAt: number | undefined;
  targetAnsweredAt: number | undefined;
  location: string | undefined;
  answeredByTarget = false;
  errorReason: ErrorReason | undefined;
  explanation: string | undefined;
  loginMs = 0;
  /** Called when a WebSocket is through; the request itself ends with it. */
  onUpgraded: () => void = () => undefined;
  readonly startedAt = performance.now();

  constructor(
    readonly facts: RequestFacts,
    readonly traceId: string,
    readonly webSocket: boolean,
    readonly createdAtMs: number,
  ) {}

  /** Adds an arrow to the login's sequence diagram. */
  step(
    from: LoginStep["from"],
    to: LoginStep["to"],
    text: string,
    { ok = true, durationMs }: { readonly ok?: boolean; readonly durationMs?: number } = {},
  ): void {
    this.login.push({ from, to, text, ok, durationMs });
  }

  /** Runs a call to Cognito and writes down question, answer and duration. */
  async call<Answer>(
    question: string,
    run: () => Promise<Answer>,
    describe: (answer: Answer) => string,
  ): Promise<Answer> {
    const begun = performance.now();
    this.step("load balancer", "Cognito", question);
    try {
      const answer = await run();
      const durationMs = this.#spend(begun);
      this.step("Cognito", "load balancer", describe(answer), { durationMs });
      return answer;
    } catch (error) {
      const durationMs = this.#spend(begun);
      const text = error instanceof Error ? error.message : String(error);
      this.step("Cognito", "load balancer", text, { ok: false, durationMs });
      throw error;
    }
  }

  #spend(begun: number): number {
    const durationMs = performance.now() - begun;
    this.loginMs += durationMs;
    return durationMs;
  }
}
