import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { EnvironmentInput } from "../../config/schema/environment";
import { type Block, resources } from "./synth";
import { type ApplicationInput, synthApplication, withApplication } from "./synth-environment";

/** Synthesizes application `app` of an environment with monitoring. */
export function synthMonitored(
  application: Partial<ApplicationInput> = {},
  monitoring: NonNullable<EnvironmentInput["monitoring"]> = {},
): string {
  return synthApplication(withApplication(application, { monitoring }));
}

/** Every alarm of a stack, by its name without the stack's. */
export function alarmsByName(json: string, prefix = "test-app-"): Record<string, Block> {
  return Object.fromEntries(
    resources(json, CloudwatchMetricAlarm).map((alarm) => [
      String(alarm.alarm_name).replace(prefix, ""),
      alarm,
    ]),
  );
}
