import type {
  TargetGroup,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { judged, type StepResult, skipped } from "../step";

/** A target group with the health of its targets. */
export interface ReadTargets {
  readonly group: TargetGroup;
  readonly health: readonly TargetHealthDescription[];
}

const service = "applications.NAME.services.SERVICE";

/** What to change for a reason code. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
const advice: Readonly<Record<string, string>> = {
  "Target.ResponseCodeMismatch": `Let ${service}.healthCheckPath return a status of healthCheck.matcher without sign-in: health checks carry no identity.`,
  "Target.Timeout": `Let the container listen on ${service}.port and respond within healthCheck.timeoutSeconds; give a slow start healthCheckGracePeriodSeconds.`,
  "Target.FailedHealthChecks": `Let the container listen on ${service}.port over plain HTTP. Its log group has its last words.`,
  "Target.IpUnusable":
    "The address belongs to a load balancer: register the tasks of a service instead.",
  "Target.InvalidState": "The target is stopped: look at the events of the ECS service.",
  "Target.NotInUse":
    "A rule of a listener must forward to the target group, and its zone must be one of the load balancer's.",
};

/** Judges the targets that rules for the host forward to. */
export function judgeTargets(targets: readonly ReadTargets[]): StepResult {
  if (targets.length === 0)
    return skipped("aws-targets", "No rule for the host forwards to a target group.");
  return judged("aws-targets", targets.map(seenOf), targets.flatMap(judgeGroup));
}

function seenOf({ group, health }: ReadTargets): string {
  const states = health.map(({ TargetHealth }) => TargetHealth?.State ?? "unknown");
  const counts = [...new Set(states)].map(
    (state) => `${states.filter((each) => each === state).length} ${state}`,
  );
  return `Target group ${group.TargetGroupName}: ${counts.join(", ") || "no targets"}; ${checkOf(group)}.`;
}

function judgeGroup({ group, health }: ReadTargets): Finding[] {
  const name = `Target group ${group.TargetGroupName}`;
  const registered = health.filter(({ TargetHealth }) => TargetHealth?.State !== "draining");
  if (registered.length === 0) {
    return [
      found("targets-missing", {
        proof: [
          `${name} has no registered target${health.length > 0 ? " besides draining ones" : ""}`,
        ],
      }),
    ];
  }
  const unhealthy = registered.filter(({ TargetHealth }) =>
    ["unhealthy", "unused"].includes(TargetHealth?.State ?? ""),
  );
  if (unhealthy.length === 0) return [];
  const reasons = unhealthy.map(
    ({ TargetHealth }) =>
      `${TargetHealth?.Reason ?? "no reason"}${TargetHealth?.Description === undefined ? "" : ` (${TargetHealth.Description})`}`,
  );
  const codes = [...new Set(unhealthy.flatMap(({ TargetHealth }) => TargetHealth?.Reason ?? []))];
  const details = {
    proof: [
      `${name}: ${unhealthy.length} of ${registered.length} targets are not healthy: ${[...new Set(reasons)].join("; ")}; ${checkOf(group)}`,
    ],
    fix: codes.flatMap((code) => advice[code] ?? []).join(" ") || undefined,
  };
  return [
    found(
      unhealthy.length === registered.length ? "targets-unhealthy" : "some-targets-unhealthy",
      details,
    ),
  ];
}

function checkOf({
  HealthCheckPath,
  HealthCheckPort,
  HealthCheckProtocol,
  Matcher,
}: TargetGroup): string {
  return `health check ${HealthCheckProtocol} ${HealthCheckPort} ${HealthCheckPath ?? ""} expects ${Matcher?.HttpCode ?? Matcher?.GrpcCode ?? "200"}`;
}
