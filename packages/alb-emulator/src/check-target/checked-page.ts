import { explainRequest } from "../explain/explain-request.ts";
import type { RequestExplanation } from "../explain/request-explanation.ts";
import { rulesOfApplication } from "../model/applications.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import type {
  AuthenticateCognitoAction,
  Condition,
  LoadBalancerModel,
  Rule,
} from "../model/load-balancer.ts";

/** A page of a service that requires sign-in. */
export interface CheckedPage {
  /** In AWS. */
  readonly url: string;
  /** What the target receives, after transforms. */
  readonly host: string;
  readonly path: string;
  readonly action: AuthenticateCognitoAction;
}

/**
 * Finds a page that requires sign-in and that the service responds to.
 * @param path Path and query of the page. @default - the first one that requires it: "/", then what the rules name
 * @throws EmulatorError when there is none, or when the given one does not require sign-in
 */
export function checkedPage(
  model: EmulatorModel,
  loadBalancer: LoadBalancerModel,
  service: string,
  path: string | undefined,
): CheckedPage {
  if (path !== undefined && !path.startsWith("/")) {
    throw new EmulatorError(`The path "${path}" does not begin with /. Use one like /reports.`);
  }
  const rules = rulesOfApplication(loadBalancer);
  const paths = path === undefined ? pathsOf(rules) : [path];
  const reasons: string[] = [];
  for (const each of paths) {
    for (const origin of originsOf(loadBalancer, rules)) {
      const found = pageAt(model, loadBalancer, service, `${origin}${each}`);
      if (typeof found !== "string") return found;
      reasons.push(found);
    }
  }
  if (path !== undefined) {
    throw new EmulatorError(
      `${path} cannot be checked: ${reasons[0] ?? "the load balancer has no listener."} Name a page that requires sign-in with --path, and see \`explain\` for what applies to it.`,
    );
  }
  throw new EmulatorError(
    `No rule of ${loadBalancer.application} that signs in with Cognito forwards GET requests to ${service}, so it gets no identity to verify. At ${paths[0]}, ${reasons[0]} If a rule does, name a page with --path.`,
  );
}

/** The page, or why it cannot be checked. */
function pageAt(
  model: EmulatorModel,
  loadBalancer: LoadBalancerModel,
  service: string,
  url: string,
): CheckedPage | string {
  const { application } = loadBalancer;
  const explanation = explainRequest(model, { url, application, signedIn: true });
  const { response } = explanation;
  const rule = matchedRule(loadBalancer, explanation);
  const action = rule?.actions.find((each) => each.type === "authenticate-cognito");
  if (rule === undefined || action === undefined) return "no rule asks for a sign-in there.";
  if (response.type !== "target") return `the load balancer itself responds (${response.type}).`;
  const services = response.targets.map((target) => target.service ?? target.targetGroup);
  if (!services.includes(service)) return `${services.join(", ")} responds there, not ${service}.`;
  const { host, pathname, search } = new URL(explanation.url);
  const { rewritten } = response;
  return {
    url: explanation.url,
    host: rewritten.host ?? host,
    path: rewritten.url ?? `${pathname}${search}`,
    action,
  };
}

function matchedRule(loadBalancer: LoadBalancerModel, { rules }: RequestExplanation) {
  const matched = rules.find(({ result }) => result === "matched");
  return rulesOf(loadBalancer).find(
    ({ address, arn }) => address === matched?.address && arn === matched.arn,
  );
}

function rulesOf({ listeners }: LoadBalancerModel): readonly Rule[] {
  return listeners.flatMap(({ rules, defaultRule }) => [...rules, defaultRule]);
}

/** The root, then paths of the rules, those without wildcards first: a program responds to them more likely. */
function pathsOf(rules: readonly Rule[]): readonly string[] {
  const patterns = valuesOf(rules, "path-pattern");
  const paths = patterns
    .flatMap((pattern) => [pattern.replaceAll("*", ""), pattern.replaceAll("*", "x")])
    .map((path) => path.replaceAll("?", "x"))
    .filter((path) => path.startsWith("/"))
    .map((path) => encodeURI(path));
  const isExact = (path: string) => (path === "/" || patterns.includes(path) ? 0 : 1);
  return ["/", ...new Set(paths)].sort(
    (one, other) => isExact(one) - isExact(other) || one.length - other.length,
  );
}

function originsOf(
  { hostNames, dnsName, listeners }: LoadBalancerModel,
  rules: readonly Rule[],
): readonly string[] {
  const inRules = valuesOf(rules, "host-header").filter((name) => !/[*?]/.test(name));
  const names = [...new Set([...hostNames, ...inRules, dnsName])];
  return [...listeners]
    .sort((one, other) => (one.protocol < other.protocol ? 1 : -1))
    .flatMap(({ protocol, port }) =>
      names.map((name) => new URL(`${protocol.toLowerCase()}://${name}:${port}`).origin),
    );
}

function valuesOf(rules: readonly Rule[], field: "path-pattern" | "host-header"): string[] {
  return rules
    .flatMap(({ conditions }): readonly Condition[] => conditions)
    .flatMap((condition) => (condition.field === field ? condition.values : []));
}
