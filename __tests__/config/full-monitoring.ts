import type {
  ApplicationInput,
  EnvironmentInput,
  ServiceInput,
} from "../../config/schema/environment";

/** Every field of an environment's `monitoring`. */
export function fullMonitoring(): NonNullable<EnvironmentInput["monitoring"]> {
  return {
    topic: { type: "new", emails: ["operations@example.com"] },
    alarms: {
      deniedSignInsPercent: 25,
      minSignIns: 20,
      signInLatencyMs: 2000,
      serverErrorsPercent: 2,
      minRequests: 100,
      certificateDays: 20,
      unhealthyMinutes: 5,
      responseTimeMs: 2000,
      connectionErrors: 10,
      cpuPercent: 80,
      memoryPercent: 85,
      off: ["nat-ports"],
    },
    dashboards: false,
    userPoolLogs: "off",
    userPoolLogRetentionDays: 90,
  };
}

interface Alarms {
  readonly application: ApplicationInput["alarms"];
  readonly service: ServiceInput["alarms"];
}

/** Every field of the `alarms` of an application and of a service. */
export function fullAlarms(): Alarms {
  const service = {
    serverErrorsPercent: 3,
    minRequests: 30,
    unhealthyMinutes: 3,
    responseTimeMs: 1000,
    connectionErrors: 3,
    cpuPercent: 70,
    memoryPercent: 75,
  };
  return {
    application: {
      ...service,
      deniedSignInsPercent: 30,
      minSignIns: 30,
      signInLatencyMs: 1000,
      certificateDays: 10,
      off: ["sign-ins-throttled"],
    },
    service: { ...service, off: ["cpu"] },
  };
}
