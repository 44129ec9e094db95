/** Alarms of a load balancer, by the last part of their name. */
export const loadBalancerAlarms = [
  "sign-in-errors",
  "sign-ins-denied",
  "claims-too-large",
  "sign-in-slow",
  "load-balancer-errors",
  "rejected-connections",
] as const;

/** Alarms of a service. */
export const serviceAlarms = [
  "no-healthy-target",
  "unhealthy-target",
  "service-errors",
  "service-slow",
  "connection-errors",
  "cpu",
  "memory",
] as const;

/** Every alarm: also those of an app client, a certificate, NAT gateways and deployments. */
export const allAlarms = [
  ...loadBalancerAlarms,
  "sign-ins-throttled",
  "certificate-expires",
  "nat-ports",
  "deployment-failed",
  ...serviceAlarms,
] as const;

/** When alarms change state, and which of them there are none of. */
export interface AlarmSettings {
  readonly deniedSignInsPercent: number;
  readonly minSignIns: number;
  readonly signInLatencyMs: number;
  readonly serverErrorsPercent: number;
  readonly minRequests: number;
  readonly certificateDays: number;
  readonly unhealthyMinutes: number;
  readonly responseTimeMs: number;
  readonly connectionErrors: number;
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly off: readonly string[];
}

/** Settings that take the place of those of the environment. */
export type AlarmOverrides = { readonly [K in keyof AlarmSettings]?: AlarmSettings[K] | undefined };

/**
 * Settings with those of an application, and of one of its services, in their place. What is off
 * anywhere is off.
 */
export function alarmSettings(
  settings: AlarmSettings,
  ...overrides: readonly (AlarmOverrides | undefined)[]
): AlarmSettings {
  const given = overrides.map((override = {}) => override);
  const off = [settings, ...given].flatMap((each) => each.off ?? []);
  const values = given.flatMap((each) =>
    Object.entries(each).filter(([, value]) => value !== undefined),
  );
  return { ...settings, ...Object.fromEntries(values), off: [...new Set(off)] };
}
