import type { RuleDescription } from "../../model/event.ts";
import type {
  Action,
  Condition,
  JwtValidationAction,
  Patterns,
  Rule,
  TargetGroup,
  Transform,
} from "../../model/load-balancer.ts";
import { isLogin, type LoginAction } from "../../model/login-action.ts";
import { patternText, queryText } from "./match-condition.ts";

/** What a rule says, in words. */
export function describeRule(
  { conditions, actions, transforms = [], groups }: Rule,
  targetGroups: readonly TargetGroup[],
): RuleDescription {
  const login = actions.find(isLogin);
  const jwt = actions.find(
    (action): action is JwtValidationAction => action.type === "jwt-validation",
  );
  const last = actions.at(-1);
  return {
    when: conditions.map(conditionText),
    access: login
      ? [accessText(login), ...(groups ? [groupsText(groups)] : [])].join("; ")
      : jwt
        ? `valid token of ${jwt.issuer}; 401 for others`
        : "public",
    action: [
      ...(last === undefined ? [] : [actionText(last, targetGroups)]),
      ...transforms.map(transformText),
    ].join(", "),
  };
}

function conditionText(condition: Condition): string {
  switch (condition.field) {
    case "host-header":
      return `host ${verb(condition)} ${patternText(condition)}`;
    case "path-pattern":
      return `path ${verb(condition)} ${patternText(condition)}`;
    case "http-request-method":
      return `method is ${list(condition.values)}`;
    case "source-ip":
      return `client address is in ${list(condition.values)}`;
    case "http-header":
      return `header ${condition.name} ${verb(condition)} ${patternText(condition)}`;
    case "query-string":
      return `query has ${list(condition.values.map(queryText))}`;
  }
}

function verb({ regexValues = [] }: Patterns): string {
  return regexValues.length > 0 ? "matches" : "is";
}

function transformText({ type, regex, replace }: Transform): string {
  const part = type === "host-header-rewrite" ? "host" : "URL";
  return `rewrite the ${part} from ${regex} to ${replace || "nothing"}`;
}

function accessText(login: LoginAction): string {
  const { onUnauthenticatedRequest } = login;
  const issuer = login.type === "authenticate-oidc" ? ` at ${login.provider.issuer}` : "";
  const scope = `${login.scope}${issuer}`;
  switch (onUnauthenticatedRequest) {
    case "authenticate":
      return `sign in, with ${scope}`;
    case "deny":
      return `signed-in users only, with ${scope}; 401 for others`;
    case "allow":
      return `everybody; signed-in users with ${scope}`;
  }
}

function groupsText(groups: readonly string[]): string {
  return `groups: ${groups.join(", ")} (enforced by the container)`;
}

function actionText(action: Action, targetGroups: readonly TargetGroup[]): string {
  switch (action.type) {
    case "authenticate-cognito":
    case "authenticate-oidc":
      return "sign in";
    case "jwt-validation":
      return "validate the token";
    case "forward":
      return `forward to ${list(action.targetGroups.map(({ arn }) => nameOf(arn, targetGroups)))}`;
    case "redirect":
      return `redirect with ${action.statusCode} to ${action.protocol}://${action.host}:${action.port}${action.path}`;
    case "fixed-response":
      return `respond with ${action.statusCode}`;
  }
}

function nameOf(arn: string, targetGroups: readonly TargetGroup[]): string {
  const found = targetGroups.find((group) => group.arn === arn);
  const name = found?.service ?? found?.name ?? arn;
  // Applications that share a load balancer may have services of the same name.
  return found?.application === undefined ? name : `${found.application}/${name}`;
}

function list(values: readonly string[]): string {
  return values.join(" or ");
}
