import type { Rule } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { judged, type StepResult } from "../step";
import { certificateCovers } from "./host-of-rule";
import type { ReadCertificate } from "./read-certificate";
import { type ReadLoadBalancer, rulesForHost } from "./read-load-balancer";
import { type SignInAction, signInActionsOf } from "./sign-in-actions";

/** A security group of a load balancer, as far as egress goes. */
export interface EgressRule {
  /** `-1` for every protocol. */
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** IPv4 ranges, and ids of prefix lists. */
  readonly cidrs: readonly string[];
}

/** What {@link judgeLoadBalancer} looks at. */
export interface LoadBalancerFacts {
  readonly read: ReadLoadBalancer;
  readonly certificates: readonly ReadCertificate[];
  readonly egress: readonly EgressRule[];
  readonly host: string;
  readonly now: Date;
}

/** Judges listeners, rules, certificates and egress. */
export function judgeLoadBalancer(facts: LoadBalancerFacts): StepResult {
  const { read, certificates, egress, host, now } = facts;
  const { LoadBalancerName, Scheme, State, IpAddressType } = read.loadBalancer;
  const rules = rulesForHost(read, host);
  const actions = signInActionsOf(rules);
  const seen = [
    `Load balancer ${LoadBalancerName} (${Scheme}, ${IpAddressType}, ${State?.Code}).`,
    `${rules.length} rules can match ${host}; ${actions.length} of them ask for sign-in${prioritiesOf(actions)}.`,
    ...certificates.map(
      ({ names, status, notAfter }) =>
        `Certificate for ${names.join(", ")}: ${status}${notAfter === undefined ? "" : `, until ${day(notAfter)}`}.`,
    ),
  ];
  const findings = [
    ...judgeListeners(read, rules, actions, host),
    ...judgeCookieNames(actions),
    ...judgeCertificates(certificates, host, now),
    ...(actions.length === 0 ? [] : judgeEgress(egress)),
  ];
  return judged("aws-rules", seen, findings);
}

function judgeListeners(
  { listeners }: ReadLoadBalancer,
  rules: readonly Rule[],
  actions: readonly SignInAction[],
  host: string,
): Finding[] {
  const ports = listeners.map(({ listener }) => `${listener.Protocol} on ${listener.Port}`);
  if (!listeners.some(({ listener }) => listener.Protocol === "HTTPS")) {
    return [
      found("https-listener-missing", { proof: [`Listeners: ${ports.join(", ") || "none"}`] }),
    ];
  }
  if (actions.length > 0) {
    return actions
      .filter(({ scopes }) => !scopes.includes("openid"))
      .map(({ priority, scopes }) =>
        found("scope-openid-missing", {
          proof: [`Rule ${priority} requests "${scopes.join(" ")}"`],
        }),
      );
  }
  // Another provider than Cognito signs users in.
  if (rules.some(({ Actions = [] }) => Actions.some(({ Type }) => Type === "authenticate-oidc"))) {
    return [];
  }
  return [
    found("sign-in-rule-missing", {
      proof: [
        `${rules.length} rules can match ${host}, and none has an authenticate-cognito action`,
      ],
    }),
  ];
}

/** Rules that share a session need the same scopes: the load balancer does not compare them. */
function judgeCookieNames(actions: readonly SignInAction[]): Finding[] {
  const proofs = actions.flatMap((one, index) =>
    actions
      .slice(index + 1)
      .filter(
        (other) =>
          other.sessionCookieName === one.sessionCookieName &&
          (other.clientId !== one.clientId ||
            [...other.scopes].sort().join() !== [...one.scopes].sort().join()),
      )
      .map(
        (other) =>
          `Rules ${one.priority} ("${one.scopes.join(" ")}") and ${other.priority} ("${other.scopes.join(" ")}") both use ${one.sessionCookieName}`,
      ),
  );
  return proofs.length === 0 ? [] : [found("session-cookie-shared", { proof: proofs.slice(0, 5) })];
}

const soonMs = 21 * 24 * 60 * 60 * 1000;

function judgeCertificates(
  certificates: readonly ReadCertificate[],
  host: string,
  now: Date,
): Finding[] {
  if (certificates.length === 0) return [];
  const covering = certificates.filter(({ names }) => certificateCovers(names, host));
  if (covering.length === 0) {
    const names = certificates.flatMap((certificate) => certificate.names);
    return [
      found("certificate-host", { proof: [`Certificates of the listener: ${names.join(", ")}`] }),
    ];
  }
  const usable = covering.filter(({ status }) => status === "ISSUED");
  const proof = covering.map(
    ({ status, notAfter, renewalStatus }) =>
      `Status ${status}, valid until ${notAfter === undefined ? "unknown" : day(notAfter)}, renewal ${renewalStatus ?? "not due"}`,
  );
  if (usable.length === 0) return [found("certificate-not-issued", { proof })];
  const latest = Math.max(
    ...usable.map(({ notAfter }) => notAfter?.getTime() ?? Number.POSITIVE_INFINITY),
  );
  if (latest < now.getTime()) return [found("certificate-expired", { proof })];
  const isDue =
    latest < now.getTime() + soonMs ||
    usable.every(({ renewalStatus }) => renewalStatus === "FAILED");
  return isDue ? [found("certificate-expires-soon", { proof })] : [];
}

function judgeEgress(egress: readonly EgressRule[]): Finding[] {
  const toHttps = egress.filter(
    ({ protocol, fromPort, toPort }) =>
      protocol === "-1" ||
      (protocol === "tcp" && (fromPort ?? 0) <= 443 && (toPort ?? 65_535) >= 443),
  );
  // What a prefix list contains is not known here.
  const isOpen = (cidr: string) => cidr === "0.0.0.0/0" || cidr.startsWith("pl-");
  if (toHttps.some(({ cidrs }) => cidrs.some(isOpen))) return [];
  const cidrs = toHttps.flatMap((rule) => rule.cidrs);
  return [
    found("egress-blocked", {
      proof: [
        cidrs.length === 0
          ? "The security groups of the load balancer have no egress rule that covers TCP 443"
          : `The security groups of the load balancer allow TCP 443 to ${cidrs.join(", ")} only, and Cognito has no fixed addresses`,
      ],
    }),
  ];
}

function prioritiesOf(actions: readonly SignInAction[]): string {
  return actions.length === 0
    ? ""
    : ` (priorities ${actions.map(({ priority }) => priority).join(", ")})`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
