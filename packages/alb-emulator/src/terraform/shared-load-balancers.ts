import type { Listener, Rule, TargetGroup } from "../model/load-balancer.ts";
import { isLogin } from "../model/login-action.ts";
import { forwardedTo } from "./target-groups.ts";

/** What the roots of a source have at one load balancer. */
export interface LoadBalancerParts {
  /** Stack, folder or state that declares the load balancer. */
  readonly root: string;
  /** What the emulator calls that root's application. */
  readonly application: string;
  readonly listeners: readonly Listener[];
  readonly targetGroups: readonly TargetGroup[];
}

/** The roots that have rules or targets at a load balancer, in the order of their rules. */
export function rootsAt({ listeners, targetGroups, root }: LoadBalancerParts): readonly string[] {
  const rules = listeners.flatMap((listener) => [
    ...listener.rules,
    ...(leadsToApplication(listener.defaultRule) ? [listener.defaultRule] : []),
  ]);
  const targets = targetGroups.map(({ application }) => application);
  return [...new Set([...rules.map(({ application }) => application), ...targets])].map(
    (each) => each ?? root,
  );
}

function leadsToApplication({ actions }: Rule): boolean {
  return actions.some((action) => isLogin(action) || action.type === "forward");
}

/** The roots besides its own. */
export function otherRootsAt(parts: LoadBalancerParts): readonly string[] {
  return rootsAt(parts).filter((root) => root !== parts.root);
}

/**
 * What the emulator calls the application of a root at a load balancer: by the root, unless that has
 * something at another load balancer as well.
 */
export function applicationNames(
  all: readonly LoadBalancerParts[],
): (at: LoadBalancerParts, root: string) => string {
  return (at, root) => {
    if (root === at.root) return at.application;
    const isElsewhere = all.some(
      (other) => other !== at && (other.root === root || otherRootsAt(other).includes(root)),
    );
    return isElsewhere ? `${at.application}-${root}` : root;
  };
}

/** Says for each target group whose rule forwards to it, where no root declares it. */
export function withRootsOfTargetGroups(
  targetGroups: readonly TargetGroup[],
  listeners: readonly Listener[],
): readonly TargetGroup[] {
  const rules = listeners.flatMap((listener) => [...listener.rules, listener.defaultRule]);
  return targetGroups.map((group) =>
    group.application === undefined
      ? {
          ...group,
          application: rules.find(({ actions }) => forwardedTo(actions).includes(group.arn))
            ?.application,
        }
      : group,
  );
}

/** Replaces the roots of rules with the names of their applications; leaves none where they share nothing. */
export function withApplications(
  listener: Listener,
  nameOf: (root: string | undefined) => string | undefined,
): Listener {
  const named = ({ application, ...rule }: Rule): Rule => {
    const name = nameOf(application);
    return name === undefined ? rule : { ...rule, application: name };
  };
  return {
    ...listener,
    rules: listener.rules.map(named),
    defaultRule: named(listener.defaultRule),
  };
}
