import type { Listener, Rule } from "../model/load-balancer.ts";
import type { ResourceReader } from "./resource-reader.ts";
import { existingListenerSchema } from "./schemas/existing.ts";

/** A listener, and the load balancer that it belongs to. */
export interface OwnedListener {
  readonly loadBalancerArn: string;
  /** Stack, folder or state that declares the listener, or its rules. */
  readonly application: string;
  readonly listener: Listener;
}

/** A rule, and the listener that it belongs to. */
export interface OwnedRule {
  readonly listenerArn: string;
  readonly application: string;
  readonly rule: Rule & { readonly priority: number };
}

/**
 * Listeners that rules name by ARN, and no resource declares. What else the listener does is not known:
 * its other rules are missing, and its default rule responds with a page that says so.
 * @param rules those of listeners that are not declared
 * @param notes gets what is assumed
 */
export function existingListeners(
  reader: ResourceReader,
  rules: readonly OwnedRule[],
  notes: string[],
): readonly OwnedListener[] {
  const found = reader.read("data.aws_lb_listener", existingListenerSchema);
  const arns = [...new Set(rules.map(({ listenerArn }) => listenerArn))].filter(isListenerArn);
  return arns.map((arn) => {
    const own = rules.filter(({ listenerArn }) => listenerArn === arn);
    const known = found.find(({ attributes }) => attributes.arn === arn)?.attributes;
    const authenticates = own.some(({ rule }) =>
      rule.actions.some(({ type }) => /^(authenticate|jwt)/.test(type)),
    );
    const isHttp = known?.protocol === "HTTP" && !authenticates;
    const address = `listener ${arn.split("/").slice(-3).join("/")}, not in the source`;
    const addresses = own.map(({ rule }) => rule.address).join(", ");
    const port = known?.port ?? (isHttp ? 80 : 443);
    notes.push(
      `Listener ${arn} is not in the source, only rules for it (${addresses}). It is served as ${isHttp ? "HTTP" : "HTTPS"} on port ${port}, without its other rules and its default action: a request that matches no rule gets 404. Add the stack, folder or state that declares it.`,
    );
    return {
      loadBalancerArn: arn.replace(":listener/", ":loadbalancer/").replace(/\/[^/]*$/, ""),
      application: own[0]?.application ?? "",
      listener: {
        arn,
        address,
        protocol: isHttp ? "HTTP" : "HTTPS",
        port,
        certificateArn: isHttp ? undefined : (known?.certificate_arn ?? "existing certificate"),
        rules: sorted(own.map(({ rule }) => rule)),
        defaultRule: unknownDefault(arn, address),
      },
    };
  });
}

/** By priority, as they are evaluated. */
export function sorted(rules: readonly OwnedRule["rule"][]): readonly Rule[] {
  return [...rules].sort((one, other) => one.priority - other.priority);
}

function isListenerArn(arn: string): boolean {
  return /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d*:listener\/app\/[^/]+\/[^/]+\/[^/]+$/.test(
    arn,
  );
}

function unknownDefault(arn: string, address: string): Rule {
  return {
    arn: `${arn.replace(":listener/", ":listener-rule/")}/default`,
    address: `default rule of ${address}`,
    priority: "default",
    conditions: [],
    actions: [
      {
        type: "fixed-response",
        statusCode: 404,
        contentType: "text/plain",
        messageBody:
          "No rule matches, and the default action of this listener is not in the source that the emulator reads. Add the stack, folder or state that declares the listener.",
      },
    ],
  };
}
