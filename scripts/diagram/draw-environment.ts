import { edgeStackName } from "../../config/constraints/edge";
import { maxSlot } from "../../config/schema/load-balancer";
import type { ApplicationRules } from "../routes/listener-rules";
import { networkMermaid } from "./mermaid/network";
import { routesMermaid } from "./mermaid/routes";
import { signInMermaid } from "./mermaid/sign-in";
import { edgeSlots, onlyApplication } from "./model/edge";
import { readNetworks } from "./model/network";
import { readSignIn } from "./model/sign-in";
import type { EnvironmentStacks } from "./model/stacks";
import { applicationSvg } from "./svg/application";
import { networkSvg } from "./svg/network";
import { routesSvg } from "./svg/routes";
import { signInSvg } from "./svg/sign-in";

/** Every picture of an environment: its file name and its text. */
export function drawEnvironment(input: EnvironmentStacks): Map<string, string> {
  const { environment } = input;
  const rules = inOrderOfEvaluation(input.rules);
  const networks = readNetworks(input);
  const signIn = readSignIn(input);
  return new Map([
    ["network.svg", networkSvg(environment, networks)],
    ["network.mmd", networkMermaid(networks)],
    ["routes.svg", routesSvg(environment, rules)],
    ["routes.mmd", routesMermaid(rules)],
    ["sign-in.svg", signInSvg(environment, signIn)],
    ["sign-in.mmd", signInMermaid(signIn)],
    ...edgeSlots(input).flatMap(({ application }) => drawApplication(input, application)),
  ]);
}

/** The applications of the edge by slot, and its default rule after them; the others by name. */
function inOrderOfEvaluation(rules: readonly ApplicationRules[]): ApplicationRules[] {
  const placeOf = ({ application, slot }: ApplicationRules): number =>
    slot ?? (application === edgeStackName ? maxSlot + 1 : maxSlot + 2);
  return [...rules].sort((a, b) => placeOf(a) - placeOf(b));
}

/** The page of an application behind the edge; Mermaid text has one picture a file. */
function drawApplication(input: EnvironmentStacks, application: string): [string, string][] {
  const own = onlyApplication(input, application);
  const networks = readNetworks(own);
  const signIn = readSignIn(own);
  const { environment, rules } = own;
  const file = `application-${application}`;
  return [
    [`${file}.svg`, applicationSvg({ environment, application, networks, rules, signIn })],
    [`${file}-network.mmd`, networkMermaid(networks)],
    [`${file}-routes.mmd`, routesMermaid(rules)],
    [`${file}-sign-in.mmd`, signInMermaid(signIn)],
  ];
}
