import { EmulatorError } from "../../model/emulator-error.ts";
import type {
  Action,
  FixedResponseAction,
  ForwardAction,
  Listener,
  LoadBalancerModel,
  RedirectAction,
  Rule,
} from "../../model/load-balancer.ts";
import { isLogin } from "../../model/login-action.ts";
import { conditionErrors } from "./condition-errors.ts";
import { jwtErrors } from "./jwt-errors.ts";
import { loginErrors } from "./login-errors.ts";
import { stickinessErrors } from "./stickiness-errors.ts";
import { transformErrors } from "./transform-errors.ts";

/** A load balancer that AWS would not create, with every reason. */
export class LoadBalancerError extends EmulatorError {
  override readonly name = "LoadBalancerError";

  constructor(readonly reasons: readonly string[]) {
    super(reasons.join("\n"));
  }
}

const maxRules = 100;
const maxPriority = 50_000;
const maxWeight = 999;
const maxTargetGroups = 5;
const maxBodyLength = 1024;

/** @throws LoadBalancerError with every error of the model. */
export function checkModel(model: LoadBalancerModel): void {
  const errors = modelErrors(model);
  if (errors.length > 0) throw new LoadBalancerError(errors);
}

/**
 * @returns what AWS rejects when load balancer, listeners and rules are created.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
 */
export function modelErrors(model: LoadBalancerModel): readonly string[] {
  if (model.listeners.length === 0) {
    return [`Load balancer ${model.name} has no listener, so it accepts no requests. Add one.`];
  }
  const ruleErrors = model.listeners.flatMap((listener) => [
    ...listenerErrors(listener),
    ...[...listener.rules, listener.defaultRule].flatMap((rule) => [
      ...actionOrderErrors(rule),
      ...rule.actions.flatMap((action) => actionErrors(model, listener, rule, action)),
      ...conditionErrors(rule),
      ...transformErrors(rule),
    ]),
  ]);
  return [...ruleErrors, ...stickinessErrors(model)];
}

function listenerErrors({ address, protocol, certificateArn, rules }: Listener): readonly string[] {
  const errors: string[] = [];
  if (protocol === "HTTPS" && certificateArn === undefined) {
    errors.push(
      `${address} has no certificate, which an HTTPS listener requires. Set certificate_arn.`,
    );
  }
  if (rules.length > maxRules) {
    errors.push(
      `${address} has ${rules.length} rules; AWS allows ${maxRules} besides the default rule. Merge rules, or use fewer.`,
    );
  }
  const priorities = rules.map(({ priority }) => priority);
  for (const { address: rule, priority } of rules) {
    if (Number(priority) < 1 || Number(priority) > maxPriority) {
      errors.push(`${rule} has priority ${priority}; AWS allows 1 to ${maxPriority}.`);
    }
    if (priorities.filter((other) => other === priority).length > 1) {
      errors.push(
        `${rule} shares priority ${priority} with another rule of its listener. Give each rule its own.`,
      );
    }
  }
  return errors;
}

/** One of forward, redirect and fixed-response, as the last action; at most one authentication. */
function actionOrderErrors({ address, actions }: Rule): readonly string[] {
  const errors: string[] = [];
  const authentications = actions.filter(isAuthentication).length;
  const last = actions.at(-1);
  const isLastFinal = last !== undefined && !isAuthentication(last);
  if (actions.length - authentications !== 1 || !isLastFinal) {
    errors.push(
      `${address} must have exactly one of forward, redirect and fixed-response, and it must come last.`,
    );
  }
  if (authentications > 1) {
    errors.push(`${address} authenticates more than once; AWS allows one authenticate action.`);
  }
  return errors;
}

function isAuthentication(action: Action): boolean {
  return isLogin(action) || action.type === "jwt-validation";
}

function actionErrors(
  model: LoadBalancerModel,
  listener: Listener,
  rule: Rule,
  action: Action,
): readonly string[] {
  switch (action.type) {
    case "authenticate-cognito":
    case "authenticate-oidc":
      return loginErrors(listener, rule, action);
    case "jwt-validation":
      return jwtErrors(listener, rule, action);
    case "forward":
      return forwardErrors(model, rule, action);
    case "redirect":
      return redirectErrors(rule, action);
    case "fixed-response":
      return fixedResponseErrors(rule, action);
  }
}

function forwardErrors(
  { targetGroups }: LoadBalancerModel,
  { address, actions }: Rule,
  action: ForwardAction,
): readonly string[] {
  const errors: string[] = [];
  const authenticates = actions.some(isAuthentication);
  for (const { arn, weight } of action.targetGroups) {
    const group = targetGroups.find((one) => one.arn === arn);
    if (weight < 0 || weight > maxWeight) {
      errors.push(`${address}: weight ${weight} is not between 0 and ${maxWeight}.`);
    }
    if (group !== undefined && group.protocolVersion !== "HTTP1" && authenticates) {
      errors.push(
        `${address} authenticates before it forwards to ${group.address}, whose protocol version is ${group.protocolVersion}. AWS supports authentication for HTTP1 target groups only. Set protocol_version to HTTP1.`,
      );
    }
  }
  if (action.targetGroups.length > maxTargetGroups) {
    errors.push(`${address} forwards to more than ${maxTargetGroups} target groups. Remove some.`);
  }
  return errors;
}

function fixedResponseErrors(
  { address }: Rule,
  { statusCode, messageBody }: FixedResponseAction,
): readonly string[] {
  const errors: string[] = [];
  if (!/^[245]\d\d$/.test(String(statusCode))) {
    errors.push(`${address}: fixed response ${statusCode} is not 2XX, 4XX or 5XX.`);
  }
  if ((messageBody ?? "").length > maxBodyLength) {
    errors.push(
      `${address}: the body of the fixed response is longer than ${maxBodyLength} characters. Shorten it.`,
    );
  }
  return errors;
}

function redirectErrors(
  { address }: Rule,
  { protocol, host, port, path }: RedirectAction,
): readonly string[] {
  const isSame =
    protocol === "#{protocol}" && host === "#{host}" && port === "#{port}" && path === "/#{path}";
  return isSame
    ? [
        `${address} redirects to the requested URL, which never ends. Change protocol, host, port or path.`,
      ]
    : [];
}
