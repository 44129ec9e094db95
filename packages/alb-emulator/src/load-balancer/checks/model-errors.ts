import { EmulatorError } from "../../model/emulator-error.ts";
import type { Action, Listener, LoadBalancerModel, Rule } from "../../model/load-balancer.ts";

/** Thrown at start for a load balancer that AWS would not create. */
export class LoadBalancerRefusal extends EmulatorError {
  override readonly name = "LoadBalancerRefusal";

  constructor(readonly refusals: readonly string[]) {
    super(refusals.join("\n"));
  }
}

const signsIn = (action: Action) => action.type === "authenticate-cognito";

/**
 * What AWS refuses when load balancer, listeners and rules are created, each in one sentence.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export function refusals(model: LoadBalancerModel): readonly string[] {
  return model.listeners.flatMap((listener) => [
    ...listenerRefusals(listener),
    ...[...listener.rules, listener.defaultRule].flatMap((rule) => [
      ...chainRefusals(rule),
      ...rule.actions.flatMap((action) => actionRefusals(model, listener, rule, action)),
      ...conditionRefusals(rule),
    ]),
  ]);
}

function listenerRefusals({ address, protocol, certificateArn, rules }: Listener) {
  const texts: string[] = [];
  if (protocol === "HTTPS" && certificateArn === undefined) {
    texts.push(`${address} has no certificate, which an HTTPS listener must have.`);
  }
  if (rules.length > 100) {
    texts.push(`${address} has ${rules.length} rules; AWS allows 100 besides the default one.`);
  }
  const priorities = rules.map(({ priority }) => priority);
  for (const { address: rule, priority } of rules) {
    if (Number(priority) < 1 || Number(priority) > 50_000) {
      texts.push(`${rule} has priority ${priority}; AWS takes 1 to 50000.`);
    }
    if (priorities.filter((other) => other === priority).length > 1) {
      texts.push(`${rule} shares priority ${priority} with another rule of its listener.`);
    }
  }
  return texts;
}

/** One of forward, redirect and fixed response, as the last action; at most one authentication. */
function chainRefusals({ address, actions }: Rule): readonly string[] {
  const texts: string[] = [];
  const answering = actions.filter((action) => !signsIn(action));
  const last = actions.at(-1);
  if (answering.length !== 1 || last === undefined || signsIn(last)) {
    texts.push(
      `${address} must have exactly one of forward, redirect and fixed-response, and it must come last.`,
    );
  }
  if (actions.length - answering.length > 1) {
    texts.push(`${address} authenticates more than once.`);
  }
  return texts;
}

function actionRefusals(
  model: LoadBalancerModel,
  listener: Listener,
  { address, actions }: Rule,
  action: Action,
): readonly string[] {
  const texts: string[] = [];
  switch (action.type) {
    case "authenticate-cognito": {
      const { provider } = action;
      if (listener.protocol !== "HTTPS") {
        texts.push(
          `${address} authenticates on an HTTP listener (port ${listener.port}). Only HTTPS listeners can, since session cookies must not travel in clear text.`,
        );
      }
      if (provider.clientSecret === undefined) {
        texts.push(
          `${address}: The user pool client must have a client secret. App client ${provider.clientName} has none: set generate_secret, which makes a new client.`,
        );
      }
      if (provider.signInUrl === undefined) {
        texts.push(
          `${address}: user_pool_domain "${action.userPoolDomain}" is not a domain of the user pool, so there are no sign-in pages. Declare an aws_cognito_user_pool_domain, and name its domain.`,
        );
      }
      if (action.sessionTimeoutSeconds < 1 || action.sessionTimeoutSeconds > 604_800) {
        texts.push(
          `${address}: session_timeout ${action.sessionTimeoutSeconds} is not between 1 and 604800 seconds.`,
        );
      }
      if (Object.keys(action.extraParameters).length > 10) {
        texts.push(`${address} has more than 10 authentication_request_extra_params.`);
      }
      break;
    }
    case "forward":
      for (const { arn, weight } of action.targetGroups) {
        const group = model.targetGroups.find((one) => one.arn === arn);
        if (weight < 0 || weight > 999) texts.push(`${address}: weight ${weight} is not 0 to 999.`);
        if (group !== undefined && group.protocolVersion !== "HTTP1" && actions.some(signsIn)) {
          texts.push(
            `${address} authenticates in front of ${group.address}, whose protocol version is ${group.protocolVersion}. Only HTTP1 target groups can stand behind an authentication.`,
          );
        }
      }
      if (action.targetGroups.length > 5) {
        texts.push(`${address} forwards to more than 5 target groups.`);
      }
      break;
    case "fixed-response":
      if (!/^[245]\d\d$/.test(String(action.statusCode))) {
        texts.push(`${address}: fixed response ${action.statusCode} is none of 2XX, 4XX and 5XX.`);
      }
      if ((action.messageBody ?? "").length > 1024) {
        texts.push(`${address}: the fixed response's body is longer than 1024 characters.`);
      }
      break;
    case "redirect":
      if (
        action.protocol === "#{protocol}" &&
        action.host === "#{host}" &&
        action.port === "#{port}" &&
        action.path === "/#{path}"
      ) {
        texts.push(
          `${address} redirects to the address it was asked for. Protocol, host, port or path must differ.`,
        );
      }
  }
  return texts;
}

function conditionRefusals({ address, priority, conditions }: Rule): readonly string[] {
  if (priority === "default") return [];
  const values = conditions.flatMap((condition): readonly unknown[] => condition.values);
  const texts: string[] = [];
  if (conditions.length === 0) texts.push(`${address} has no condition.`);
  if (values.length > 5) {
    texts.push(`${address} has ${values.length} condition values; AWS takes 5 in one rule.`);
  }
  for (const field of ["host-header", "path-pattern", "http-request-method", "source-ip"]) {
    if (conditions.filter((condition) => condition.field === field).length > 1) {
      texts.push(`${address} has more than one ${field} condition.`);
    }
  }
  for (const condition of conditions) {
    if (condition.field !== "path-pattern" && condition.field !== "host-header") continue;
    for (const value of condition.values.filter((one) => one.length > 128)) {
      texts.push(`${address}: ${condition.field} ${value} is longer than 128 characters.`);
    }
  }
  return texts;
}
