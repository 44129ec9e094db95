import type { AuthenticateCognitoAction, AuthenticateOidcAction } from "./login-action.ts";

export type * from "./login-action.ts";

/**
 * A load balancer as AWS has it after deployment, every reference resolved. Host names, ports and
 * schemes are the real ones.
 */
export interface LoadBalancerModel {
  /** Name of the application, or of the stack, that declares it. */
  readonly application: string;
  /**
   * The applications that share it, where others than the one that declares it have rules or targets.
   * @default - the application that declares it, with all host names
   */
  readonly applications?: readonly ServedApplication[] | undefined;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Its own name in AWS, such as `app-1234567890.eu-central-1.elb.amazonaws.com`. */
  readonly dnsName: string;
  /** Host names that resolve to it, the preferred one first. */
  readonly hostNames: readonly string[];
  readonly idleTimeoutSeconds: number;
  readonly dropInvalidHeaderFields: boolean;
  /** Whether targets receive the Host header as it was sent, without the listener's port. */
  readonly preserveHostHeader: boolean;
  readonly xffHeaderProcessingMode: "append" | "preserve" | "remove";
  readonly listeners: readonly Listener[];
  readonly targetGroups: readonly TargetGroup[];
  readonly network: LoadBalancerNetwork;
  /** The services whose containers are the targets. */
  readonly services: readonly Service[];
}

/** An application behind a load balancer that others use as well. */
export interface ServedApplication {
  readonly name: string;
  /** Those of its certificates, DNS records and rules; all of the load balancer where it has none of its own. */
  readonly hostNames: readonly string[];
}

export interface Listener {
  readonly arn: string;
  readonly address: string;
  readonly protocol: "HTTP" | "HTTPS";
  readonly port: number;
  /** The default certificate, for clients whose host name no other certificate has. */
  readonly certificateArn: string | undefined;
  /** The other certificates (SNI). @default [] */
  readonly sniCertificates?: readonly SniCertificate[] | undefined;
  /** Ascending by priority. */
  readonly rules: readonly Rule[];
  readonly defaultRule: Rule;
}

/** A certificate that a listener presents to clients that ask for one of its names. */
export interface SniCertificate {
  readonly arn: string;
  /** May begin with `*.`; empty where the source does not say. */
  readonly hostNames: readonly string[];
}

export interface Rule {
  readonly arn: string;
  /** Terraform address, for explanations. */
  readonly address: string;
  /** 1 to 50000; the default rule is evaluated last. */
  readonly priority: number | "default";
  readonly conditions: readonly Condition[];
  /** In order; the last one produces the response. */
  readonly actions: readonly Action[];
  /** Applied to requests that are forwarded. @default [] */
  readonly transforms?: readonly Transform[] | undefined;
  /** Groups that may pass, which the containers enforce (`ROUTE_GROUPS`); absent for every user. */
  readonly groups?: readonly string[] | undefined;
  /** The application that declares it, where several share the load balancer. */
  readonly application?: string | undefined;
  /** Where the rule is declared; absent where the source does not say. */
  readonly origin?: RuleOrigin | undefined;
}

/** Where a rule is declared, in the words of whoever wrote the source. */
export interface RuleOrigin {
  /** Such as `routes[3]`. */
  readonly name: string;
  /** Such as `environments/example.ts`. */
  readonly file: string;
  /** From 1; absent where it is not known. */
  readonly line: number | undefined;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
export type Condition =
  | ({ readonly field: "host-header" } & Patterns)
  | ({ readonly field: "path-pattern" } & Patterns)
  | { readonly field: "http-request-method"; readonly values: readonly string[] }
  | { readonly field: "source-ip"; readonly values: readonly string[] }
  | ({ readonly field: "http-header"; readonly name: string } & Patterns)
  | { readonly field: "query-string"; readonly values: readonly QueryStringValue[] };

/** A condition has either values or regular expressions. */
export interface Patterns {
  /** With the wildcards `*` and `?`. */
  readonly values: readonly string[];
  /** RE2, without Unicode character classes. @default [] */
  readonly regexValues?: readonly string[] | undefined;
}

export interface QueryStringValue {
  /** Absent: any key matches. */
  readonly key: string | undefined;
  readonly value: string;
}

/**
 * Rewrites a request before a target receives it, after its rule was chosen.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
 */
export interface Transform {
  readonly type: "host-header-rewrite" | "url-rewrite";
  /** RE2, without Unicode character classes. */
  readonly regex: string;
  /** `$1` is the first group of the regular expression. */
  readonly replace: string;
}

export type Action =
  | AuthenticateCognitoAction
  | AuthenticateOidcAction
  | JwtValidationAction
  | ForwardAction
  | RedirectAction
  | FixedResponseAction;

/**
 * Lets requests with a valid bearer token through.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionConfig.html
 */
export interface JwtValidationAction {
  readonly type: "jwt-validation";
  readonly issuer: string;
  readonly jwksEndpoint: string;
  /** Besides `iss` and `exp`, and `nbf` and `iat` where a token has them. */
  readonly additionalClaims: readonly JwtClaim[];
}

export interface JwtClaim {
  readonly name: string;
  readonly format: "single-string" | "string-array" | "space-separated-values";
  readonly values: readonly string[];
}

export interface ForwardAction {
  readonly type: "forward";
  readonly targetGroups: readonly WeightedTargetGroup[];
  /** Keeps a client at the target group that was chosen first. @default - each request is distributed */
  readonly stickiness?: { readonly durationSeconds: number } | undefined;
}

export interface WeightedTargetGroup {
  readonly arn: string;
  /** 0 to 999; 0 receives no requests. */
  readonly weight: number;
}

/** Fields may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}`. */
export interface RedirectAction {
  readonly type: "redirect";
  readonly statusCode: 301 | 302;
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

export interface FixedResponseAction {
  readonly type: "fixed-response";
  readonly statusCode: number;
  readonly contentType: string | undefined;
  readonly messageBody: string | undefined;
}

export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  /** Terraform address; the ARN of a target group that is not in the source. */
  readonly address: string;
  /** The application whose program takes the place of the targets, where several share the load balancer. */
  readonly application?: string | undefined;
  /** Name of the service whose containers are registered; absent without one. */
  readonly service: string | undefined;
  /** Port that the targets are registered with. */
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS";
  readonly protocolVersion: "HTTP1" | "HTTP2" | "GRPC";
  readonly healthCheck: HealthCheck;
  /** The function that is the target; absent for targets that are reached over HTTP. */
  readonly lambda?: LambdaTargetGroup | undefined;
  /** Keeps a client at one target. @default - each request is distributed */
  readonly stickiness?: TargetStickiness | undefined;
}

/** A Lambda function as a target. */
export interface LambdaTarget {
  /** As it is registered; absent where nothing is, or only AWS knows what. */
  readonly functionArn: string | undefined;
  readonly name: string | undefined;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface LambdaTargetGroup extends LambdaTarget {
  /** Whether events and responses have lists of values for each header. */
  readonly multiValueHeaders: boolean;
}

/** By a cookie of the load balancer alone, or as long as the application's cookie exists. */
export type TargetStickiness =
  | { readonly type: "lb_cookie"; readonly durationSeconds: number }
  | {
      readonly type: "app_cookie";
      readonly durationSeconds: number;
      readonly cookieName: string;
    };

export interface HealthCheck {
  /** Absent: the port of the target. */
  readonly port?: number | undefined;
  readonly enabled: boolean;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Such as `200`, `200,302` or `200-399`. */
  readonly matcher: string;
}

/** What the security groups of the load balancer and of its targets allow. */
export interface LoadBalancerNetwork {
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
  /** Security groups of the targets, by ARN of the target group. */
  readonly targetIngress: Readonly<Record<string, TargetSecurity>>;
  readonly securityGroupIds: readonly string[];
}

export interface TargetSecurity {
  readonly securityGroupIds: readonly string[];
  readonly ingress: readonly SecurityGroupRule[];
}

export interface SecurityGroupRule {
  /** Terraform address, for explanations. */
  readonly address: string;
  /** `tcp`, `udp`, `icmp` or `-1` for all. */
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer:
    | { readonly cidr: string }
    | { readonly securityGroupId: string }
    | { readonly prefixListId: string };
}

/** A service whose container is a target, as its task definition describes it. */
export interface Service {
  readonly application: string;
  readonly name: string;
  readonly containerName: string;
  readonly port: number;
  /** Every variable of the container, references resolved. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names of the variables whose values AWS would fetch from SSM or Secrets Manager. */
  readonly secrets: readonly string[];
}
