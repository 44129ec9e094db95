import type { LoginParticipant, LoginStep } from "../../model/event.ts";
import type { LoginAction } from "../../model/login-action.ts";

type Provider = Exclude<LoginParticipant, "browser" | "load balancer">;

/** Collects the steps of one sign-in, for its part of the trace. */
export class LoginSteps {
  readonly #steps: LoginStep[];

  /** @param earlier Steps of the same request. */
  constructor(earlier: readonly LoginStep[] = []) {
    this.#steps = [...earlier];
  }

  get all(): readonly LoginStep[] {
    return this.#steps;
  }

  add(from: LoginParticipant, to: LoginParticipant, text: string): void {
    this.#steps.push({ from, to, text, ok: true, durationMs: undefined });
  }

  /**
   * Calls the identity provider, and adds a step for the request and one for the response.
   * @throws whatever the call throws.
   */
  async call<Result>(
    provider: Provider,
    request: string,
    run: () => Promise<Result>,
    describe: (result: Result) => string,
  ): Promise<Result> {
    this.add("load balancer", provider, request);
    const startedAtMs = performance.now();
    const addResponse = (text: string, ok: boolean) => {
      const durationMs = performance.now() - startedAtMs;
      this.#steps.push({ from: provider, to: "load balancer", text, ok, durationMs });
    };
    try {
      const result = await run();
      addResponse(describe(result), true);
      return result;
    } catch (error) {
      addResponse(error instanceof Error ? error.message : String(error), false);
      throw error;
    }
  }
}

/** The identity provider of an action as a participant of its sign-in. */
export function participantOf({ type }: LoginAction): Provider {
  return type === "authenticate-cognito" ? "Cognito" : "OIDC provider";
}

/** Path of an endpoint. */
export function pathOf(url = ""): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
