import { allAlarms, serviceAlarms } from "../alarms";
import * as field from "./field";

const percentSchema = field.integer({ min: 1, max: 100 });
const millisecondsSchema = field.integer({ min: 1, max: 60_000 });
const countSchema = field.integer({ min: 1, max: 1_000_000 });
const daysSchema = field.integer({ min: 1, max: 60 });
const minutesSchema = field.integer({ min: 1, max: 60 });
const offSchema = field.list(field.oneOf(allAlarms));

/** When alarms change state, for a whole environment. docs/alarms.md has the reason of each default. */
export const alarmsSchema = field.object({
  /** Percentage of sign-ins above which `sign-ins-denied` alarms, 1 to 100. @default 20 */
  deniedSignInsPercent: percentSchema.default(20),
  /** Sign-ins in a minute below which `sign-ins-denied` never alarms, 1 to 1000000. @default 10 */
  minSignIns: countSchema.default(10),
  /** Milliseconds that Cognito may take for 90 % of the sign-ins, 1 to 60000: `sign-in-slow`. @default 3000 */
  signInLatencyMs: millisecondsSchema.default(3000),
  /** Percentage of requests with a 5xx response above which `load-balancer-errors` and `service-errors` alarm, 1 to 100. @default 1 */
  serverErrorsPercent: percentSchema.default(1),
  /** Requests in a minute below which the same two never alarm, 1 to 1000000. @default 50 */
  minRequests: countSchema.default(50),
  /** Days before the end of a certificate, 1 to 60: `certificate-expires`. @default 30 */
  certificateDays: daysSchema.default(30),
  /** Minutes that a task may be unhealthy, 1 to 60: `unhealthy-target`. @default 10 */
  unhealthyMinutes: minutesSchema.default(10),
  /** Milliseconds that a container may take for 99 % of the requests, 1 to 60000: `service-slow`. @default 3000 */
  responseTimeMs: millisecondsSchema.default(3000),
  /** Failed connections to tasks in a minute above which `connection-errors` alarms, 1 to 1000000. @default 5 */
  connectionErrors: countSchema.default(5),
  /** Average CPU utilization of a service in percent, 1 to 100: `cpu`. @default 85 */
  cpuPercent: percentSchema.default(85),
  /** Maximum memory utilization of a service in percent, 1 to 100: `memory`. @default 90 */
  memoryPercent: percentSchema.default(90),
  /** Alarms not to create. @default - none: all are created */
  off: offSchema.default(() => []),
});

const serviceFields = {
  /** In place of `monitoring.alarms.serverErrorsPercent`, 1 to 100. @default - the same */
  serverErrorsPercent: percentSchema.optional(),
  /** In place of `monitoring.alarms.minRequests`, 1 to 1000000. @default - the same */
  minRequests: countSchema.optional(),
  /** In place of `monitoring.alarms.unhealthyMinutes`, 1 to 60. @default - the same */
  unhealthyMinutes: minutesSchema.optional(),
  /** In place of `monitoring.alarms.responseTimeMs`, 1 to 60000. @default - the same */
  responseTimeMs: millisecondsSchema.optional(),
  /** In place of `monitoring.alarms.connectionErrors`, 1 to 1000000. @default - the same */
  connectionErrors: countSchema.optional(),
  /** In place of `monitoring.alarms.cpuPercent`, 1 to 100. @default - the same */
  cpuPercent: percentSchema.optional(),
  /** In place of `monitoring.alarms.memoryPercent`, 1 to 100. @default - the same */
  memoryPercent: percentSchema.optional(),
};

/** When the alarms of one stack change state: of its load balancer, its services, its certificate. */
export const stackAlarmsSchema = field.object({
  /** In place of `monitoring.alarms.deniedSignInsPercent`, 1 to 100. @default - the same */
  deniedSignInsPercent: percentSchema.optional(),
  /** In place of `monitoring.alarms.minSignIns`, 1 to 1000000. @default - the same */
  minSignIns: countSchema.optional(),
  /** In place of `monitoring.alarms.signInLatencyMs`, 1 to 60000. @default - the same */
  signInLatencyMs: millisecondsSchema.optional(),
  /** In place of `monitoring.alarms.certificateDays`, 1 to 60. @default - the same */
  certificateDays: daysSchema.optional(),
  ...serviceFields,
  /** Alarms not to create, besides those of `monitoring.alarms.off`. @default - none */
  off: offSchema.optional(),
});

/** When the alarms of one service change state. */
export const serviceAlarmsSchema = field.object({
  ...serviceFields,
  /** Alarms not to create, besides those of the environment and the application. @default - none */
  off: field.list(field.oneOf(serviceAlarms)).optional(),
});
