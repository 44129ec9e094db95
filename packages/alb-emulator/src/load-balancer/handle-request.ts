import type { Listener, Rule } from "../model/load-balancer.ts";
import { fixedResponse } from "./actions/fixed-response.ts";
import { type Connection, forward } from "./actions/forward.ts";
import { redirectLocation } from "./actions/redirect.ts";
import type { SignedIn } from "./actions/target-headers.ts";
import type { TargetProxy } from "./actions/target-proxy.ts";
import { authenticate } from "./authentication/authenticate.ts";
import { callbackPath } from "./authentication/authorization-request.ts";
import { completeLogin } from "./authentication/callback.ts";
import { LoginFailure } from "./authentication/login-error.ts";
import { type Engine, localLocation } from "./engine.ts";
import { limitFault } from "./http/limits.ts";
import { type Answer, redirectAnswer, send, statusPage } from "./http/response.ts";
import { matchRule } from "./rules/match-rule.ts";
import type { RequestRecord } from "./trace/request-trace.ts";

/** Answers one request, or hands it to a target. */
export async function handleRequest(
  engine: Engine,
  proxy: TargetProxy,
  listener: Listener,
  record: RequestRecord,
  connection: Connection,
): Promise<void> {
  const { response } = connection;
  try {
    const fault = limitFault(record.facts);
    if (fault !== undefined) {
      record.explanation = fault.explanation;
      send(response, statusPage(fault.status));
    } else if (record.facts.path === callbackPath && authenticates(listener)) {
      send(response, await completeLogin(engine, listener, record));
    } else {
      const { rule, trials } = matchRule(listener, record.facts);
      record.rule = rule;
      record.trials = trials;
      await runActions(engine, proxy, rule, record, connection);
    }
  } catch (error) {
    if (!(error instanceof LoginFailure)) throw error;
    record.errorReason = error.reason;
    record.explanation = error.message;
    send(response, statusPage(error.status));
  }
}

/** The callback belongs to the load balancer wherever it signs users in, whatever the rules say. */
function authenticates({ rules, defaultRule }: Listener): boolean {
  return [...rules, defaultRule].some(({ actions }) =>
    actions.some(({ type }) => type === "authenticate-cognito"),
  );
}

async function runActions(
  engine: Engine,
  proxy: TargetProxy,
  rule: Rule,
  record: RequestRecord,
  connection: Connection,
): Promise<void> {
  let signedIn: SignedIn | undefined;
  let setCookies: readonly string[] = [];
  for (const action of rule.actions) {
    switch (action.type) {
      case "authenticate-cognito": {
        record.actions.push("authenticate");
        const result = await authenticate(engine, record, rule, action);
        if (result.type === "answer") {
          send(connection.response, result.answer);
          return;
        }
        setCookies = result.setCookies;
        signedIn = result.session && { action, session: result.session };
        break;
      }
      case "forward":
        record.actions.push("forward");
        await forward(connection, { engine, proxy, record, action, signedIn, setCookies });
        return;
      case "redirect": {
        record.actions.push("redirect");
        record.location = redirectLocation(action, record.facts);
        const location = localLocation(engine, record.facts, record.location);
        send(connection.response, redirectAnswer(action.statusCode, location, setCookies));
        return;
      }
      case "fixed-response":
        record.actions.push("fixed-response");
        send(connection.response, withCookies(fixedResponse(action), setCookies));
        return;
    }
  }
}

function withCookies(answer: Answer, setCookies: readonly string[]): Answer {
  const cookies = setCookies.map((cookie) => ["Set-Cookie", cookie] as const);
  return { ...answer, headers: [...answer.headers, ...cookies] };
}
