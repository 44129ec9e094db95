import { rulesOfApplication } from "../model/applications.ts";
import type { LoadBalancerModel, Rule } from "../model/load-balancer.ts";
import type { AuthenticateCognitoAction } from "../model/login-action.ts";

/** ARNs of the user pools that the rules of an application sign in at, each once. */
export function userPoolArnsOf(model: LoadBalancerModel): readonly string[] {
  return [...new Set(rulesOfApplication(model).flatMap(poolArns))];
}

/**
 * The pool whose tokens a service receives: that of the first rule that signs in and forwards to it.
 * @returns `undefined` where no rule does
 */
export function userPoolArnOf(model: LoadBalancerModel, service: string): string | undefined {
  const arns = model.targetGroups
    .filter((group) => group.service === service)
    .map(({ arn }) => arn);
  const forwardsToIt = ({ actions }: Rule) =>
    actions.some(
      (action) =>
        action.type === "forward" && action.targetGroups.some(({ arn }) => arns.includes(arn)),
    );
  return rulesOf(model).filter(forwardsToIt).flatMap(poolArns)[0];
}

function rulesOf({ listeners }: LoadBalancerModel): readonly Rule[] {
  return listeners.flatMap(({ rules, defaultRule }) => [...rules, defaultRule]);
}

function poolArns({ actions }: Rule): readonly string[] {
  return actions
    .filter((action): action is AuthenticateCognitoAction => action.type === "authenticate-cognito")
    .map(({ userPoolArn }) => userPoolArn);
}
