import { forgedName } from "./forged-request.ts";
import type { TargetResponse } from "./send-to-target.ts";
import type { ForgeryResult } from "./target-check.ts";

/** Responses that the others are compared with. */
export interface Controls {
  /** To genuine headers: the same user, with tokens of different times. */
  readonly genuine: readonly [TargetResponse, TargetResponse];
  /** Without any of the headers. */
  readonly anonymous: TargetResponse;
}

/** Tells accepted requests from rejected ones, by what the program does with genuine headers and without. */
export class Baseline {
  readonly #genuine: TargetResponse;
  readonly #anonymous: TargetResponse;
  /** Whether the response to the same user is the same each time. */
  readonly #isStable: boolean;

  /** @param last One more response to genuine headers, after all others */
  constructor({ genuine, anonymous }: Controls, last: TargetResponse = genuine[1]) {
    this.#genuine = genuine[0];
    this.#anonymous = anonymous;
    this.#isStable = genuine[0].body === genuine[1].body && genuine[0].body === last.body;
  }

  /** Whether the program does the same with and without an identity. */
  get isOpen(): boolean {
    const { status } = this.#genuine;
    return status >= 200 && status < 400 && this.isSame(this.#anonymous) && this.#isStable;
  }

  /** Why nothing can be said about other responses; `undefined` when something can. */
  get problem(): string | undefined {
    const { status, location, error } = this.#genuine;
    if (error !== undefined) return `The program does not respond: ${error}.`;
    if (status >= 500) return `The program responds to genuine headers with an error, ${status}.`;
    if (status === 401) return "The program rejects genuine headers with 401.";
    if (status === 403) {
      return "The program rejects genuine headers with 403: the user may lack a group or scope.";
    }
    if (keyOf(this.#genuine) !== keyOf(this.#anonymous)) return undefined;
    if (status >= 300 && status < 400) {
      return `The program redirects to ${location ?? "another page"}, with genuine headers as without them.`;
    }
    if (status >= 400)
      return `The program returns ${status}, with genuine headers as without them.`;
    return this.#isStable && this.#genuine.body !== this.#anonymous.body
      ? undefined
      : `The program returns ${status}, with genuine headers as without them, and its response to the same user changes from request to request.`;
  }

  resultOf(response: TargetResponse): Exclude<ForgeryResult, "ignored"> {
    const { status } = response;
    if (status === 0 || status >= 500) return "error";
    const isLikeGenuine = keyOf(response) === keyOf(this.#genuine);
    if (keyOf(this.#genuine) === keyOf(this.#anonymous)) {
      // The status says nothing: the page is another one for visitors who are not signed in.
      return isLikeGenuine && response.body !== this.#anonymous.body ? "accepted" : "rejected";
    }
    const isSuccess = status >= 200 && status < 300;
    const isLikeAnonymous = keyOf(response) === keyOf(this.#anonymous);
    return isLikeGenuine || (isSuccess && !isLikeAnonymous) ? "accepted" : "rejected";
  }

  /** Whether nothing in the response differs from that to genuine headers. */
  isSame(response: TargetResponse): boolean {
    return (
      keyOf(response) === keyOf(this.#genuine) &&
      (!this.#isStable || response.body === this.#genuine.body)
    );
  }

  /** Whether the response shows that a forged claim was believed. */
  hasEvidence(response: TargetResponse): boolean {
    const isShown = response.body.includes(forgedName) && !this.#genuine.body.includes(forgedName);
    return isShown || (this.#isStable && response.body !== this.#genuine.body);
  }
}

function keyOf({ status, location = "" }: TargetResponse): string {
  return `${status} ${location}`;
}
