import { type ClientDimensions, clientMetric } from "../app-client-alarms";
import type { Row } from "./dashboard";
import { colors, graph, type Line } from "./widgets";

/** What Cognito reports of one application's client, also where applications share a load balancer. */
export function clientRow(region: string, client: ClientDimensions): Row {
  const line = (metricName: string, label: string, more: Partial<Line> = {}): Line => ({
    ...clientMetric(client, metricName),
    label,
    ...more,
  });
  // Cognito reports each attempt as 1 or 0: their number is that of all attempts, their sum the successes.
  const pair = (metricName: string): Line[] => [
    line(metricName, "attempts", { statistic: "SampleCount", color: colors.calm }),
    line(metricName, "successes", { color: colors.good }),
  ];
  const cognito = (title: string, lines: Line[]) =>
    graph({ title, region, statistic: "Sum", unit: "a minute", lines });
  return {
    height: 5,
    widgets: [
      cognito("Cognito: sign-ins of this application", pair("SignInSuccesses")),
      cognito("Cognito: refreshes of this application", pair("TokenRefreshSuccesses")),
      cognito("Cognito: throttled requests of this application", [
        line("SignInThrottles", "sign-ins", { color: colors.bad }),
        line("TokenRefreshThrottles", "refreshes", { color: colors.warning }),
      ]),
    ],
  };
}
