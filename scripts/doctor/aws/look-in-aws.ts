import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { found } from "../findings/registry";
import { judged, type StepResult, skipped } from "../step";
import type { AwsClients } from "./aws-clients";
import { type FoundLoadBalancer, findLoadBalancer } from "./find-load-balancer";
import { namesHost } from "./host-of-rule";
import { judgeAppClients, type SignInFacts } from "./judge-app-client";
import { judgeEdge } from "./judge-edge";
import { judgeLoadBalancer } from "./judge-rules";
import { judgeTargets, type ReadTargets } from "./judge-targets";
import type { KnownEdge } from "./known-edge";
import { explainNewestLines } from "./read-access-log";
import { readSignIn } from "./read-app-client";
import { type ReadCertificate, readCertificate } from "./read-certificate";
import { readEgress } from "./read-egress";
import { type ReadLoadBalancer, rulesForHost } from "./read-load-balancer";
import { signInActionsOf } from "./sign-in-actions";
import { whyUnreadable } from "./why-unreadable";

/** What to look for in AWS. */
export interface AwsLook {
  readonly host: string;
  /** From an output of the application's stack. @default - searched for by the host */
  readonly loadBalancerArn?: string | undefined;
  /** That of the environment, where the host could be behind it. @default - none */
  readonly edge?: KnownEdge | undefined;
  /** Minutes of the access log to read. */
  readonly logMinutes: number;
  readonly now: Date;
}

/**
 * Reads what AWS's API says about the sign-in of a host, and judges it. What the credentials may not read
 * is a skipped step, and the rest goes on.
 */
export async function lookInAws(clients: AwsClients, look: AwsLook): Promise<StepResult[]> {
  let read: ReadLoadBalancer;
  try {
    const found = await findBehindEdge(clients, look);
    if ("reason" in found) return notFound(found.reason, look);
    read = found;
  } catch (error) {
    return isNoLoadBalancer(error)
      ? notFound("AWS has no load balancer with the ARN in the state.", look)
      : [skipped("aws-rules", whyUnreadable(error))];
  }
  const rules = rulesForHost(read, look.host);
  const edge = edgeStep(read, look);
  if (edge !== undefined && !rules.some((rule) => namesHost(rule, look.host))) {
    return [edge, skipped("aws-rules", `No rule names ${look.host}.`)];
  }
  return [
    ...(edge === undefined ? [] : [edge]),
    await tried("aws-rules", () => lookAtLoadBalancer(clients, read, look)),
    await tried("aws-client", () => lookAtAppClients(clients, rules, look.host)),
    await tried("aws-targets", () => lookAtTargets(clients, rules)),
    await tried("access-log", () =>
      explainNewestLines(clients, read, { ...look, minutes: look.logMinutes }),
    ),
  ];
}

/** The load balancer that serves a host, else the edge of the environment. */
async function findBehindEdge(
  clients: AwsClients,
  { host, loadBalancerArn, edge }: AwsLook,
): Promise<FoundLoadBalancer> {
  const found = await findLoadBalancer(clients, host, loadBalancerArn);
  if (!("reason" in found) || edge?.loadBalancerArn === undefined) return found;
  return findLoadBalancer(clients, host, edge.loadBalancerArn);
}

function notFound(reason: string, { edge, host }: AwsLook): StepResult[] {
  const isExpected = edge?.applications.some(({ hostNames }) => hostNames.includes(host)) ?? false;
  if (edge === undefined || !isExpected) return [skipped("aws-rules", reason)];
  const state =
    edge.loadBalancerArn === undefined
      ? `The state of ${edge.stackName} is empty`
      : `The state of ${edge.stackName} names a load balancer`;
  const finding = found("edge-not-deployed", { proof: [state, reason] });
  return [judged("aws-edge", [`${state}.`], [finding]), skipped("aws-rules", reason)];
}

function isNoLoadBalancer(error: unknown): boolean {
  return error instanceof Error && error.name === "LoadBalancerNotFoundException";
}

function edgeStep(read: ReadLoadBalancer, { edge, host }: AwsLook): StepResult | undefined {
  const isEdge = edge?.loadBalancerArn === read.loadBalancer.LoadBalancerArn;
  return edge !== undefined && isEdge ? judgeEdge({ read, edge, host }) : undefined;
}

async function tried(id: StepResult["id"], step: () => Promise<StepResult>): Promise<StepResult> {
  try {
    return await step();
  } catch (error) {
    return skipped(id, whyUnreadable(error));
  }
}

async function lookAtLoadBalancer(
  clients: AwsClients,
  read: ReadLoadBalancer,
  { host, now }: AwsLook,
): Promise<StepResult> {
  const arns = new Set(read.listeners.flatMap(({ certificateArns }) => certificateArns));
  const certificates: ReadCertificate[] = [];
  for (const arn of arns) {
    const certificate = await readCertificate(clients, arn);
    if (certificate !== undefined) certificates.push(certificate);
  }
  const egress = await readEgress(clients, read.loadBalancer.SecurityGroups ?? []);
  return judgeLoadBalancer({ read, certificates, egress, host, now });
}

async function lookAtAppClients(
  clients: AwsClients,
  rules: readonly Rule[],
  host: string,
): Promise<StepResult> {
  const facts: SignInFacts[] = [];
  for (const action of signInActionsOf(rules)) {
    facts.push({ action, ...(await readSignIn(clients, action)) });
  }
  return judgeAppClients(facts, host);
}

async function lookAtTargets(
  { loadBalancing }: AwsClients,
  rules: readonly Rule[],
): Promise<StepResult> {
  const arns = [...new Set(rules.flatMap(targetGroupArnsOf))];
  if (arns.length === 0) return judgeTargets([]);
  const { TargetGroups = [] } = await loadBalancing.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: arns }),
  );
  const targets: ReadTargets[] = [];
  for (const group of TargetGroups) {
    const { TargetHealthDescriptions: health = [] } = await loadBalancing.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: group.TargetGroupArn }),
    );
    targets.push({ group, health });
  }
  return judgeTargets(targets);
}

function targetGroupArnsOf({ Actions = [] }: Rule): string[] {
  return Actions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
    TargetGroupArn,
    ...(ForwardConfig?.TargetGroups ?? []).map((group) => group.TargetGroupArn),
  ]).filter((arn) => arn !== undefined);
}
