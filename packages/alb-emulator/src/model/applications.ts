import type { LoadBalancerModel, Rule } from "./load-balancer.ts";

/**
 * The load balancer as each of its applications sees it: with its name, host names, target groups and
 * services. Listeners and rules are those of the load balancer.
 * @returns one model for each application
 */
export function applicationsOf(model: LoadBalancerModel): readonly LoadBalancerModel[] {
  const { applications, application: owner } = model;
  if (applications === undefined) return [model];
  return applications.map(({ name, hostNames }) => ({
    ...model,
    application: name,
    hostNames,
    services: model.services.filter(({ application }) => application === name),
    targetGroups: model.targetGroups.filter(({ application = owner }) => application === name),
  }));
}

/** Whether an application with this name is served by the load balancer. */
export function servesApplication(model: LoadBalancerModel, name: string): boolean {
  return (
    model.application === name || applicationsOf(model).some((one) => one.application === name)
  );
}

/**
 * The application that a request is for: of its rule, else of its host.
 * @param rule The matched one, unless no rule was evaluated.
 */
export function applicationOfRequest(
  model: Pick<LoadBalancerModel, "application" | "applications">,
  host: string | undefined,
  rule: Rule | undefined,
): string {
  const { applications = [], application } = model;
  if (rule?.application !== undefined && rule.priority !== "default") return rule.application;
  const name = host?.toLowerCase().replace(/:\d+$/, "") ?? "";
  return applications.find(({ hostNames }) => hostNames.includes(name))?.name ?? application;
}

/** The rules that an application declares or gets requests by; all of its load balancer unless it shares that. */
export function rulesOfApplication(model: LoadBalancerModel): readonly Rule[] {
  const { application, applications, listeners, targetGroups } = model;
  const arns = targetGroups.map(({ arn }) => arn);
  const forwardsToIt = ({ actions }: Rule) =>
    actions.some(
      (action) =>
        action.type === "forward" && action.targetGroups.some(({ arn }) => arns.includes(arn)),
    );
  return listeners
    .flatMap(({ rules, defaultRule }) => [...rules, defaultRule])
    .filter(
      (rule) =>
        applications === undefined || rule.application === application || forwardsToIt(rule),
    );
}
