import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import { explainRequest } from "../explain/explain-request.ts";
import type { RequestExplanation } from "../explain/request-explanation.ts";
import { type RequestedAddress, requestedAddress } from "../explain/requested-address.ts";
import type { RunningLoadBalancer } from "../load-balancer/running-load-balancer.ts";
import { LocalBrowser, type ServedPorts } from "../local-client/local-browser.ts";
import { signIn } from "../local-client/sign-in.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import type { AuthenticateCognitoAction, LoadBalancerModel } from "../model/load-balancer.ts";
import type { ReplayEvent } from "../model/replay-event.ts";
import type { ExpectedRequest } from "./expect-request.ts";
import type { ReplayRequest, ReplayResult } from "./replay-request.ts";
import { replayedBody } from "./replayed-body.ts";
import { signInActionOf, signInPageFor } from "./sign-in-page.ts";

/** What a {@link Replayer} needs of the running emulator. */
export interface ReplayerOptions {
  readonly model: () => EmulatorModel | undefined;
  readonly loadBalancerOf: (model: LoadBalancerModel) => RunningLoadBalancer | undefined;
  readonly userPools: () => readonly RunningUserPool[];
  /** Where the emulator serves load balancers and user pools. */
  readonly served: () => ServedPorts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly expectRequest: () => ExpectedRequest;
  readonly onReplay: (event: ReplayEvent) => void;
}

/** A request, and where it goes. */
interface Destination {
  readonly model: EmulatorModel;
  readonly address: RequestedAddress;
  /** A URL in AWS, on this machine. */
  readonly toLocal: (realUrl: string) => string;
  readonly explanation: RequestExplanation;
}

/** Sends requests through the running load balancers again, with a session of their own. */
export class Replayer {
  constructor(private readonly options: ReplayerOptions) {}

  /**
   * Evaluates the rules for a request, without sending it.
   * @throws EmulatorError when the address leads to no listener.
   */
  explain({ url, method, headers, application, login }: ReplayRequest): RequestExplanation {
    const signedIn = login !== undefined;
    return explainRequest(this.#model(), { url, method, headers, application, signedIn });
  }

  /**
   * Sends a request, as a user who signs in before.
   * @throws EmulatorError when the address leads to no listener, or the user cannot sign in.
   */
  async replay(request: ReplayRequest): Promise<ReplayResult> {
    const destination = this.#destinationOf(request);
    const browser = new LocalBrowser(this.options.served());
    const note =
      request.login === undefined
        ? undefined
        : await this.#signIn(browser, request, destination, request.login);
    const { method, headers, body } = request;
    const expected = this.options.expectRequest();
    try {
      const url = destination.toLocal(destination.explanation.url);
      const response = await browser.send({ url, method, headers, body });
      const event = await expected.from(response.clientPort);
      this.options.onReplay({
        at: this.options.now(),
        entry: event.id,
        original: request.original,
        user: request.login,
      });
      return { event, note, body: replayedBody(response) };
    } finally {
      expected.stop();
    }
  }

  #destinationOf({ url, method, headers, application }: ReplayRequest): Destination {
    const model = this.#model();
    const address = requestedAddress(url, model.loadBalancers, application);
    const { loadBalancer, listener } = address;
    const running = this.options.loadBalancerOf(loadBalancer);
    if (running?.localUrlOf(listener, url) === undefined) {
      throw new EmulatorError(
        `${loadBalancer.application} is not running at the moment, so nothing can be sent to ${url}. Try again when it is.`,
      );
    }
    const explanation = explainRequest(model, { url, method, headers, application });
    if (explanation.response.type === "no-connection") {
      throw new EmulatorError(explanation.response.explanation);
    }
    return {
      model,
      address,
      explanation,
      toLocal: (realUrl) => running.localUrlOf(listener, realUrl) ?? realUrl,
    };
  }

  /** @returns what to tell about the session */
  async #signIn(
    browser: LocalBrowser,
    { method, headers, application }: ReplayRequest,
    destination: Destination,
    login: string,
  ): Promise<string | undefined> {
    const { toLocal, explanation } = destination;
    const action = actionOf(destination);
    if (action === undefined) {
      return "The request was sent without a session, because its rule does not look for one.";
    }
    const userPool = this.options.userPools().find(({ poolArn }) => poolArn === action.userPoolArn);
    if (userPool === undefined) {
      throw new EmulatorError(
        `The emulator does not serve user pool ${action.userPoolArn}, so ${login} cannot sign in there.`,
      );
    }
    // Redirected before any program gets it, whatever its method.
    if (action.onUnauthenticatedRequest === "authenticate") {
      const url = toLocal(explanation.url);
      await signIn(browser, { url, method, headers }, { login, userPool });
      return undefined;
    }
    const page = signInPageFor(action, {
      model: destination.model,
      listener: destination.address.listener,
      origin: new URL(explanation.url).origin,
      application: application ?? explanation.application,
    });
    await signIn(browser, { url: toLocal(page) }, { login, userPool });
    return `The rule itself redirects nobody to the sign-in: ${login} signed in at ${page}.`;
  }

  #model(): EmulatorModel {
    const model = this.options.model();
    if (model !== undefined) return model;
    throw new EmulatorError(
      "Nothing is served at the moment. Correct what the inspector shows as a failure, and try again.",
    );
  }
}

function actionOf({ address, explanation }: Destination): AuthenticateCognitoAction | undefined {
  const matched = explanation.rules.find(({ result }) => result === "matched");
  const { rules, defaultRule } = address.listener;
  return signInActionOf([...rules, defaultRule].find(({ arn }) => arn === matched?.arn));
}
