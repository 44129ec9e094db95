import { checkModel } from "../load-balancer/checks/model-errors.ts";
import { listenerUnreachable } from "../load-balancer/checks/network.ts";
import { evaluateRequest } from "../load-balancer/evaluate-request.ts";
import {
  isDefaultPort,
  type RequestAttributes,
  realUrl,
} from "../load-balancer/http/request-attributes.ts";
import { describeRule } from "../load-balancer/rules/describe-rule.ts";
import type { RuleMatch } from "../load-balancer/rules/match-rule.ts";
import { applicationOfRequest } from "../model/applications.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import type { Listener, LoadBalancerModel, Rule } from "../model/load-balancer.ts";
import { accessOf } from "./access.ts";
import { explainActions, type Visitor } from "./explain-actions.ts";
import type { ExplainedRule, RequestExplanation, RequestToExplain } from "./request-explanation.ts";
import { type RequestedAddress, requestedAddress } from "./requested-address.ts";

const defaultClientAddress = "127.0.0.1";

/**
 * Says which listener rule applies to a request, why the others do not, and what a visitor sees. It
 * evaluates rules as a running emulator does, without starting one.
 * @param model Such as from {@link readStacks}.
 * @param request The request; only its URL is required.
 * @returns Every rule with its result, and the response.
 * @throws EmulatorError when the URL leads to no listener, a group does not exist in the user pool, or
 * AWS would not create the load balancer.
 * @example
 * const { access } = explainRequest(readStacks("stacks"), { url: "https://tasks.example.com/admin" });
 * assert.equal(access, "login");
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function explainRequest(
  model: EmulatorModel,
  request: RequestToExplain,
): RequestExplanation {
  const address = requestedAddress(request.url, model.loadBalancers, request.application);
  const { loadBalancer, listener } = address;
  checkModel(loadBalancer);
  const attributes = requestAttributes(address, request);
  const groups = request.groups ?? [];
  const visitor: Visitor = { isSignedIn: request.signedIn === true || groups.length > 0, groups };
  const unreachable = listenerUnreachable(loadBalancer.network, listener.port);
  const { rule, ...found } = explainEvaluation(model, address, attributes, visitor);
  return {
    method: attributes.method,
    url: realUrl(attributes),
    application: applicationOfRequest(loadBalancer, address.host, rule),
    listener: { protocol: listener.protocol, port: listener.port, address: listener.address },
    ...found,
    ...(unreachable !== undefined && {
      actions: [],
      response: { type: "no-connection", explanation: unreachable },
    }),
  };
}

function explainEvaluation(
  { userPools }: EmulatorModel,
  { loadBalancer, listener }: RequestedAddress,
  attributes: RequestAttributes,
  visitor: Visitor,
): Pick<RequestExplanation, "rules" | "access" | "actions" | "response"> & { rule?: Rule } {
  const evaluation = evaluateRequest(listener, attributes);
  switch (evaluation.type) {
    case "rejected": {
      const { status, explanation } = evaluation.violation;
      const response = { type: "error", status, explanation } as const;
      return { rules: [], access: "deny", actions: [], response };
    }
    case "callback": {
      const explanation =
        "The load balancer itself handles this path, before any rule: browsers return here from the sign-in page. Outside of a sign-in, it returns 401.";
      const response = { type: "error", status: 401, explanation } as const;
      return { rules: [], access: "deny", actions: ["authenticate"], response };
    }
    case "rule": {
      const { rule } = evaluation.match;
      const context = { loadBalancer, userPools, attributes };
      const newVisitor = explainActions(rule, context, { isSignedIn: false, groups: [] });
      return {
        rule,
        rules: explainRules(listener, loadBalancer, evaluation.match),
        access: accessOf(newVisitor.response),
        ...explainActions(rule, context, visitor),
      };
    }
  }
}

function explainRules(
  { rules, defaultRule }: Listener,
  { targetGroups }: LoadBalancerModel,
  { evaluations }: RuleMatch,
): readonly ExplainedRule[] {
  return [...rules, defaultRule].map((rule, index) => {
    const { priority, arn, address, origin } = rule;
    const evaluation = evaluations[index];
    return {
      priority,
      arn,
      address,
      origin,
      ...describeRule(rule, targetGroups),
      result:
        evaluation === undefined ? "not evaluated" : evaluation.matched ? "matched" : "not matched",
      mismatches: evaluation?.mismatches ?? [],
    };
  });
}

/** As a running listener sees them. */
function requestAttributes(
  { listener, host, path, query }: RequestedAddress,
  { method = "GET", headers = [], clientAddress = defaultClientAddress }: RequestToExplain,
): RequestAttributes {
  const { port } = listener;
  const protocol = listener.protocol === "HTTPS" ? "https" : "http";
  return {
    method,
    path,
    query,
    host,
    protocol,
    port,
    headers: [["Host", isDefaultPort(protocol, port) ? host : `${host}:${port}`], ...headers],
    clientAddress,
    clientPort: 0,
    httpVersion: "1.1",
  };
}
