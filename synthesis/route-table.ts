import Table from "cli-table3";
import type { Target } from "../routing/route";
import type { PlannedRule, RulePlan } from "../routing/rule-plan";
import { describeConditions } from "./describe-conditions";
import { groupList } from "./group-list";

const unauthenticated = { authenticate: "login", deny: "login, else 401", allow: "login optional" };

function describeTarget(target: Target): string {
  switch (target.type) {
    case "service":
      return target.service;
    case "fixed-response":
      return `response ${target.statusCode}`;
    case "redirect":
      return `redirect ${target.statusCode}\n${target.protocol}://${target.host}:${target.port}${target.path}`;
    case "target-group":
      return `target group\n${target.arn.split("/").at(-2)}`;
  }
}

type RuleAccess = Pick<PlannedRule, "login" | "token" | "isChallenge">;

function describeAccess({ login, token, isChallenge }: RuleAccess): string {
  if (token !== undefined) return ["token of", ...token.clients].join("\n");
  if (isChallenge) return "no token: the\ncontainer\nreturns 401";
  if (login === undefined) return "public";
  const access = unauthenticated[login.onUnauthenticatedRequest];
  if (login.groups === undefined) return access;
  return `${access}\n${groupList(login.groups)}\n(enforced by the container)`;
}

function row(
  priority: string,
  origin: string,
  conditions: string,
  access: RuleAccess,
  target: Target,
) {
  const { login, token } = access;
  return [
    priority,
    origin,
    conditions,
    describeAccess(access),
    (login ?? token)?.scopes.join("\n") ?? "",
    login?.sessionCookieName ?? "",
    describeTarget(target),
  ];
}

/** The listener rules of an application as a text table, in order of evaluation. */
export function routeTable({ rules, defaultRule, isOnSharedListener }: RulePlan): string {
  const table = new Table({
    head: ["priority", "route", "conditions", "access", "scopes", "session cookie", "target"],
    // Plain text: the table is read in logs and reviews as well as in terminals.
    style: { head: [], border: [] },
  });
  for (const rule of rules) {
    const { priority, origin, conditions, target } = rule;
    table.push(row(String(priority), origin, describeConditions(conditions), rule, target));
  }
  if (!isOnSharedListener) {
    const { target } = defaultRule;
    table.push(row("default", "defaultRoute", "everything else", defaultRule, target));
  }
  return table.toString();
}
