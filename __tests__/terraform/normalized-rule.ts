import type { Action, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { RouteConditions, Target } from "../../routing/route";
import type { PlannedLogin, PlannedRule, RulePlan } from "../../routing/rule-plan";

/** A listener rule in a form that is the same for the rule plan and for AWS's response. */
export interface NormalizedRule {
  /** Number as a string, or `default`. */
  readonly priority: string;
  /** One string per condition, sorted, with sorted values: AWS keeps no order. */
  readonly conditions: readonly string[];
  /** In order of execution. */
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

/** What only the applied stacks know. */
export interface AppliedIds {
  readonly userPoolArn: string;
  readonly userPoolDomain: string;
  readonly clientId: string;
  /** Target group ARNs by the service's name. */
  readonly targetGroupArns: Readonly<Record<string, string>>;
}

function condition(field: string, values: readonly string[]): string {
  return `${field}: ${[...values].sort().join(" | ")}`;
}

function plannedConditions(conditions: RouteConditions): string[] {
  const { hosts, paths, methods, headers = [], query = [], sourceIps } = conditions;
  return [
    ...(hosts === undefined ? [] : [condition("host-header", hosts)]),
    ...(paths === undefined ? [] : [condition("path-pattern", paths)]),
    ...(methods === undefined ? [] : [condition("http-request-method", methods)]),
    ...headers.map(({ name, values }) => condition(`http-header ${name}`, values)),
    ...query.map(({ key = "", values }) =>
      condition(
        "query-string",
        values.map((value) => `${key}=${value}`),
      ),
    ),
    ...(sourceIps === undefined ? [] : [condition("source-ip", sourceIps)]),
  ].sort();
}

function plannedActions(login: PlannedLogin | undefined, target: Target, ids: AppliedIds) {
  const authenticate = login && {
    type: "authenticate-cognito",
    userPoolArn: ids.userPoolArn,
    userPoolDomain: ids.userPoolDomain,
    clientId: ids.clientId,
    scope: login.scopes.join(" "),
    sessionCookieName: login.sessionCookieName,
    sessionTimeoutSeconds: login.sessionTimeoutSeconds,
    onUnauthenticatedRequest: login.onUnauthenticatedRequest,
    extraParameters: login.extraParameters,
  };
  return [...(authenticate === undefined ? [] : [authenticate]), plannedTarget(target, ids)];
}

function plannedTarget(target: Target, { targetGroupArns }: AppliedIds) {
  switch (target.type) {
    case "service":
      return { type: "forward", targetGroupArn: targetGroupArns[target.service] };
    case "target-group":
      return { type: "forward", targetGroupArn: target.arn };
    case "fixed-response": {
      const { type, statusCode, contentType, messageBody } = target;
      return { type, statusCode: String(statusCode), contentType, messageBody };
    }
    case "redirect": {
      const { type, statusCode, protocol, host, port, path, query } = target;
      return { type, statusCode: `HTTP_${statusCode}`, protocol, host, port, path, query };
    }
  }
}

/** The rules of a plan, in order of priority, the default last. */
export function plannedRules({ rules, defaultRule }: RulePlan, ids: AppliedIds): NormalizedRule[] {
  return [
    ...rules.map(({ priority, conditions, login, target }: PlannedRule) => ({
      priority: String(priority),
      conditions: plannedConditions(conditions),
      actions: plannedActions(login, target, ids),
    })),
    {
      priority: "default",
      conditions: [],
      actions: plannedActions(defaultRule.login, defaultRule.target, ids),
    },
  ];
}

/** A condition as AWS describes it. */
export function awsCondition(described: RuleCondition): string {
  const { Field = "", HttpHeaderConfig: header, QueryStringConfig: query } = described;
  if (header !== undefined) {
    return condition(`${Field} ${header.HttpHeaderName}`, header.Values ?? []);
  }
  if (query !== undefined) {
    return condition(
      Field,
      (query.Values ?? []).map(({ Key = "", Value = "" }) => `${Key}=${Value}`),
    );
  }
  const config =
    described.HostHeaderConfig ??
    described.PathPatternConfig ??
    described.HttpRequestMethodConfig ??
    described.SourceIpConfig;
  return condition(Field, config?.Values ?? []);
}

/** An action as AWS describes it. */
export function awsAction({ Type: type, ...action }: Action): Record<string, unknown> {
  switch (type) {
    case "authenticate-cognito": {
      const config = action.AuthenticateCognitoConfig;
      return {
        type,
        userPoolArn: config?.UserPoolArn,
        userPoolDomain: config?.UserPoolDomain,
        clientId: config?.UserPoolClientId,
        scope: config?.Scope,
        sessionCookieName: config?.SessionCookieName,
        sessionTimeoutSeconds: config?.SessionTimeout,
        onUnauthenticatedRequest: config?.OnUnauthenticatedRequest,
        extraParameters: config?.AuthenticationRequestExtraParams ?? {},
      };
    }
    case "fixed-response": {
      const config = action.FixedResponseConfig;
      const { StatusCode: statusCode, ContentType: contentType } = config ?? {};
      return { type, statusCode, contentType, messageBody: config?.MessageBody };
    }
    case "redirect": {
      const config = action.RedirectConfig;
      const { StatusCode: statusCode, Protocol: protocol, Host: host, Port: port } = config ?? {};
      return { type, statusCode, protocol, host, port, path: config?.Path, query: config?.Query };
    }
    default:
      return { type, targetGroupArn: action.TargetGroupArn };
  }
}
