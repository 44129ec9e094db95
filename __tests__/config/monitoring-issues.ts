import type { IssueRow } from "./valid-environment";

const alarms = "monitoring.alarms";

/** A value that fails for every check of `monitoring`, and parts of the issue it leads to. */
export const monitoringRows: IssueRow[] = [
  ["monitoring.topic.type", "old", 'one of "new", "existing"', "choose one of them"],
  ["monitoring.topic.emails[0]", "Operations", "an email address", "help@example.com"],
  [`${alarms}.deniedSignInsPercent`, 0, "from 1 to 100", "from 1 to 100"],
  [`${alarms}.minSignIns`, 0.5, "from 1 to 1000000", "from 1"],
  [`${alarms}.signInLatencyMs`, 60_001, "from 1 to 60000", "from 1 to 60000"],
  [`${alarms}.serverErrorsPercent`, 101, "from 1 to 100", "from 1 to 100"],
  [`${alarms}.minRequests`, 0, "from 1 to 1000000", "from 1"],
  [`${alarms}.certificateDays`, 61, "from 1 to 60", "from 1 to 60"],
  [`${alarms}.unhealthyMinutes`, 0, "from 1 to 60", "from 1 to 60"],
  [`${alarms}.responseTimeMs`, 0, "from 1 to 60000", "from 1 to 60000"],
  [`${alarms}.connectionErrors`, 0, "from 1 to 1000000", "from 1"],
  [`${alarms}.cpuPercent`, 101, "from 1 to 100", "from 1 to 100"],
  [`${alarms}.memoryPercent`, 0, "from 1 to 100", "from 1 to 100"],
  [`${alarms}.off[0]`, "memories", 'one of "sign-in-errors"', "choose one of them"],
  ["monitoring.dashboards", "yes", "true or false", "without quotes"],
  ["monitoring.userPoolLogs", "errors", '"off", "delivery-errors", "all"', "choose one of them"],
  ["monitoring.userPoolLogRetentionDays", 31, "one of 1, 3, 5", "choose one of them"],
  ["applications.app.alarms.certificateDays", 0, "from 1 to 60", "from 1 to 60"],
  ["applications.app.alarms.off[0]", "cpus", 'one of "sign-in-errors"', 'did you mean "cpu"?'],
  ["applications.app.services.web.alarms.cpuPercent", 0, "from 1 to 100", "from 1 to 100"],
  [
    "applications.app.services.web.alarms.off[0]",
    "sign-in-errors",
    'one of "no-healthy-target"',
    "choose one of them",
  ],
];
