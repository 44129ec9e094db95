import type { LoadBalancerModel, TargetGroup } from "../../model/load-balancer.ts";

const maxDurationSeconds = 604_800;
const reservedNames = /^(AWSALB|AWSALBAPP|AWSALBTG)/i;

/** What AWS rejects in the stickiness of target groups and forward actions. */
export function stickinessErrors({
  targetGroups,
  listeners,
}: LoadBalancerModel): readonly string[] {
  const rules = listeners.flatMap((listener) => [...listener.rules, listener.defaultRule]);
  return [
    ...targetGroups.flatMap(targetGroupErrors),
    ...rules.flatMap(({ address, actions }) =>
      actions.flatMap((action) =>
        action.type === "forward" && action.stickiness !== undefined
          ? durationErrors(address, action.stickiness.durationSeconds)
          : [],
      ),
    ),
  ];
}

function targetGroupErrors({ address, stickiness }: TargetGroup): readonly string[] {
  if (stickiness === undefined) return [];
  const errors = [...durationErrors(address, stickiness.durationSeconds)];
  if (stickiness.type === "app_cookie" && stickiness.cookieName === "") {
    errors.push(
      `${address}: stickiness by app_cookie has no cookie_name. Set it to the name of the application's cookie.`,
    );
  }
  if (stickiness.type === "app_cookie" && reservedNames.test(stickiness.cookieName)) {
    errors.push(
      `${address}: stickiness.cookie_name ${stickiness.cookieName} is reserved for the load balancer. Use the name of the application's cookie.`,
    );
  }
  return errors;
}

function durationErrors(address: string, seconds: number): readonly string[] {
  if (seconds >= 1 && seconds <= maxDurationSeconds) return [];
  return [
    `${address}: a stickiness of ${seconds} seconds is not between 1 and ${maxDurationSeconds}.`,
  ];
}
