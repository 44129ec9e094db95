import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { meets } from "../support/load-balancer";
import { type EmulatedAws, loadBalancingClient } from "./emulated-aws";

/** What the load balancer does with a request: `public`, or the scopes that it asks for. */
export type RuleDecision = string;

/** The rules of the one HTTPS listener in AWS, in order of evaluation, the default last. */
export async function describeRules(aws: EmulatedAws): Promise<Rule[]> {
  const client = loadBalancingClient(aws);
  try {
    const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    const { Listeners = [] } = await client.send(
      new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
    );
    const { Rules = [] } = await client.send(
      new DescribeRulesCommand({
        ListenerArn: Listeners.find(({ Port }) => Port === 443)?.ListenerArn,
      }),
    );
    return Rules.sort((a, b) => rank(a) - rank(b));
  } finally {
    client.destroy();
  }
}

function rank({ Priority }: Rule): number {
  return Priority === "default" ? Number.POSITIVE_INFINITY : Number(Priority);
}

/** Decides a request for a path by rules whose conditions are paths. */
export function decide(rules: readonly Rule[], path: string): RuleDecision {
  const request = { host: "", path, method: "GET", headers: [], query: [], sourceIp: "192.0.2.1" };
  const rule = rules.find(({ Conditions = [] }) =>
    Conditions.every(({ PathPatternConfig }) =>
      meets({ paths: PathPatternConfig?.Values ?? [] }, request),
    ),
  );
  const login = rule?.Actions?.find(({ Type }) => Type === "authenticate-cognito");
  return login?.AuthenticateCognitoConfig?.Scope ?? "public";
}

/** The decision for every path. */
export function decideAll(
  rules: readonly Rule[],
  paths: readonly string[],
): Record<string, RuleDecision> {
  return Object.fromEntries(paths.map((path) => [path, decide(rules, path)]));
}
