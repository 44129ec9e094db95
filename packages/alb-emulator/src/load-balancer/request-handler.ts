import type { ExecutedAction } from "../model/event.ts";
import type { Action, Listener, TargetGroup } from "../model/load-balancer.ts";
import { isLogin } from "../model/login-action.ts";
import { fixedResponse } from "./actions/fixed-response.ts";
import type { Forwarder } from "./actions/forwarder.ts";
import { redirectLocation } from "./actions/redirect.ts";
import type { Authentication } from "./actions/target-headers.ts";
import type { Authenticator } from "./authentication/authenticator.ts";
import { evaluateRequest } from "./evaluate-request.ts";
import { sendGenerated } from "./http/error-response.ts";
import type { Exchange } from "./http/exchange.ts";
import type { Locations } from "./http/locations.ts";
import { redirectResponse, send, statusPage, withCookies } from "./http/response.ts";
import type { JwtValidator } from "./jwt-validation/jwt-validator.ts";
import { describeRule } from "./rules/describe-rule.ts";
import type { RuleMatch } from "./rules/match-rule.ts";
import type { ReceivedRequest, RequestTrace } from "./trace/request-trace.ts";

/** The parts of a load balancer that handle requests. */
export interface RequestHandlerOptions {
  readonly authenticator: Authenticator;
  readonly forwarder: Forwarder;
  readonly jwtValidator: JwtValidator;
  readonly locations: Locations;
  /** Those that the rules name. */
  readonly targetGroups: readonly TargetGroup[];
}

/** Handles the requests of one listener, and assembles the trace of each from its steps. */
export class RequestHandler {
  constructor(
    private readonly listener: Listener,
    private readonly options: RequestHandlerOptions,
  ) {}

  /** Resolves when the response is complete, a WebSocket is open, or the client has left. */
  async handle(exchange: Exchange, received: ReceivedRequest): Promise<RequestTrace> {
    const evaluation = evaluateRequest(this.listener, received.attributes);
    switch (evaluation.type) {
      case "rejected": {
        const { status, explanation } = evaluation.violation;
        sendGenerated(exchange, statusPage(status), explanation);
        return { ...received, explanation };
      }
      case "callback": {
        const { authenticator } = this.options;
        const { response, trace } = await authenticator.completeLogin(received, this.listener);
        sendGenerated(exchange, response, trace.explanation);
        return { ...received, actions: ["authenticate"], ...trace };
      }
      case "rule":
        return this.#runActions(exchange, received, evaluation.match);
    }
  }

  async #runActions(
    exchange: Exchange,
    received: ReceivedRequest,
    { rule, evaluations, notEvaluated }: RuleMatch,
  ): Promise<RequestTrace> {
    const { authenticator, forwarder, jwtValidator, locations, targetGroups } = this.options;
    const { attributes } = received;
    let trace: RequestTrace = {
      ...received,
      rule,
      ruleEvaluations: evaluations,
      matchedRule: describeRule(rule, targetGroups),
      rulesNotEvaluated: notEvaluated,
    };
    let authentication: Authentication | undefined;
    let setCookies: readonly string[] = [];
    for (const action of rule.actions) {
      trace = { ...trace, actions: [...(trace.actions ?? []), executed(action)] };
      switch (action.type) {
        case "authenticate-cognito":
        case "authenticate-oidc": {
          const result = await authenticator.authenticate(received, rule, action);
          trace = { ...trace, ...result.trace };
          if (result.type === "respond") {
            sendGenerated(exchange, result.response, result.trace.explanation);
            return trace;
          }
          setCookies = result.setCookies;
          authentication = { action, session: result.session };
          break;
        }
        case "jwt-validation": {
          const error = await jwtValidator.check(action, attributes);
          if (error === undefined) break;
          const { status, reason, message: explanation } = error;
          sendGenerated(exchange, statusPage(status), explanation);
          return { ...trace, ...(reason && { errorReason: reason }), explanation };
        }
        case "forward": {
          const options = { authentication, setCookies, transforms: rule.transforms ?? [] };
          return { ...trace, ...(await forwarder.forward(exchange, received, action, options)) };
        }
        case "redirect": {
          const location = redirectLocation(action, attributes);
          const local = locations.toLocal(attributes, location);
          send(
            exchange.response,
            redirectResponse(action.statusCode, local, setCookies),
            exchange.now(),
          );
          return { ...trace, location };
        }
        case "fixed-response":
          send(exchange.response, withCookies(fixedResponse(action), setCookies), exchange.now());
          return trace;
      }
    }
    return trace;
  }
}

function executed(action: Action): ExecutedAction {
  return isLogin(action) ? "authenticate" : action.type;
}
