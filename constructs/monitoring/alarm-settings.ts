/** When the alarms of a stack change state. */
export interface AlarmSettings {
  /** Percentage of sign-ins that Cognito denies. */
  readonly deniedSignInsPercent: number;
  /** Sign-ins in a minute below which the percentage says nothing. */
  readonly minSignIns: number;
  readonly signInLatencyMs: number;
  /** Percentage of requests with a 5xx response. */
  readonly serverErrorsPercent: number;
  /** Requests in a minute below which the percentage says nothing. */
  readonly minRequests: number;
  /** Days before a certificate expires. */
  readonly certificateDays: number;
  /** Minutes that a task may be unhealthy. */
  readonly unhealthyMinutes: number;
  readonly responseTimeMs: number;
  /** Failed connections to tasks in a minute. */
  readonly connectionErrors: number;
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  /** Names of alarms that are not created. */
  readonly off: readonly string[];
}

/** Where the alarms of a stack go, and when they do. */
export interface AlarmProps {
  /** `<environment>-<stack>`: prefix of the alarms' names. */
  readonly name: string;
  readonly topicArn: string;
  readonly settings: AlarmSettings;
}
