import { evaluateMetricMath, isInAlarm, type Values } from "../../support/metric-math";
import { alarmsByName, synthMonitored } from "../../support/monitored";

const alarms = alarmsByName(synthMonitored());

/** Whether an alarm is in state ALARM after minutes with these values of its metrics. */
function afterMinutes(name: string, minutes: readonly Values[]): boolean {
  const alarm = alarms[name] ?? {};
  const [rate] = (alarm.metric_query as { expression?: string; return_data: boolean }[]).filter(
    ({ return_data }) => return_data,
  );
  const points = minutes.map((values) => evaluateMetricMath(rate?.expression ?? "", values));
  return isInAlarm(alarm, points);
}

const five = (values: Values) => Array.from({ length: 5 }, () => values);

describe(evaluateMetricMath, () => {
  it.each<[string, Values, number | undefined]>([
    ["1+2*3", {}, 7],
    ["(1+2)*3", {}, 9],
    ["a-1", { a: 3 }, 2],
    ["a+b", { a: 1, b: undefined }, undefined],
    ["FILL(a,0)+b", { a: undefined, b: 2 }, 2],
    ["a/b", { a: 1, b: 0 }, undefined],
    ["IF(a >= 10, a/2, 0)", { a: 10 }, 5],
    ["IF(a >= 10, a/2, 0)", { a: 9 }, 0],
    ["IF(a > 1, 1, 2)", { a: undefined }, undefined],
  ])("%s with %j is %j", (expression, values, result) => {
    expect(evaluateMetricMath(expression, values)).toBe(result);
  });

  it("rejects what it does not know", () => {
    expect(() => evaluateMetricMath("RATE(a)", { a: 1 })).toThrow("RATE");
    expect(() => evaluateMetricMath("1 2", {})).toThrow("unexpected 2");
    expect(() => evaluateMetricMath("a & b", {})).toThrow("not metric math");
  });
});

describe("sign-ins-denied", () => {
  const alarm = "sign-ins-denied";

  it.each<[string, Values, boolean]>([
    ["nobody signs in", {}, false],
    ["one of one is denied", { denied: 1 }, false],
    ["nine of nine are denied", { denied: 9 }, false],
    ["ten of ten are denied", { denied: 10 }, true],
    ["two of ten are denied", { denied: 2, succeeded: 8 }, false],
    ["three of ten are denied", { denied: 3, succeeded: 7 }, true],
    ["100 succeed", { succeeded: 100 }, false],
    ["21 of 100 are denied", { denied: 21, succeeded: 79 }, true],
  ])("where %s a minute", (_, values, isAlarm) => {
    expect(afterMinutes(alarm, five(values))).toBe(isAlarm);
  });

  it("needs three minutes of five", () => {
    const bad = { denied: 20 };

    expect(afterMinutes(alarm, [bad, {}, bad, {}, {}])).toBe(false);
    expect(afterMinutes(alarm, [bad, {}, bad, {}, bad])).toBe(true);
  });
});

describe.each(["load-balancer-errors", "web-service-errors"])("%s", (alarm) => {
  it.each<[string, Values, boolean]>([
    ["there are no requests", {}, false],
    ["one of two fails", { errors: 1, requests: 2 }, false],
    ["all of 49 fail", { errors: 49, requests: 49 }, false],
    ["one of 50 fails", { errors: 1, requests: 50 }, true],
    ["one of 100 fails", { errors: 1, requests: 100 }, false],
    ["two of 100 fail", { errors: 2, requests: 100 }, true],
    ["none of 1000 fails", { requests: 1000 }, false],
  ])("where %s a minute", (_, values, isAlarm) => {
    expect(afterMinutes(alarm, five(values))).toBe(isAlarm);
  });
});

describe("alarms on one metric", () => {
  it.each<[string, (number | undefined)[], boolean]>([
    ["sign-in-errors", [undefined, 1, undefined], false],
    ["sign-in-errors", [1, undefined, 1], true],
    ["sign-in-errors", [undefined, undefined, undefined], false],
    ["web-no-healthy-target", [undefined, undefined, undefined], true],
    ["web-no-healthy-target", [0, 0, 1], false],
    ["web-no-healthy-target", [0, 0, 0], true],
    ["web-unhealthy-target", Array(9).fill(1), false],
    ["web-unhealthy-target", Array(10).fill(1), true],
    ["web-memory", [90, 90, 90], false],
    ["web-memory", [91, 91, 91], true],
    ["certificate-expires", [30], false],
    ["certificate-expires", [29], true],
    ["certificate-expires", [undefined], false],
  ])("%s after %j: %s", (name, points, isAlarm) => {
    expect(isInAlarm(alarms[name] ?? {}, points)).toBe(isAlarm);
  });
});
