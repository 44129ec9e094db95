/** One HTTP header that a request must have. Values are ORed; `*` and `?` are wildcards. */
export interface HeaderCondition {
  readonly name: string;
  readonly values: readonly string[];
}

/** One query string parameter that a request must have. Values are ORed; no key means any key. */
export interface QueryCondition {
  readonly key?: string | undefined;
  readonly values: readonly string[];
}

/**
 * Which requests a route applies to. Fields are ANDed, the values of a field ORed; a field that is
 * not set matches every request.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export interface RouteConditions {
  readonly paths?: readonly string[] | undefined;
  readonly hosts?: readonly string[] | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly headers?: readonly HeaderCondition[] | undefined;
  readonly query?: readonly QueryCondition[] | undefined;
  readonly sourceIps?: readonly string[] | undefined;
}

/** What the load balancer does with a request without a valid session. */
export type OnUnauthenticatedRequest = "authenticate" | "deny" | "allow";

/** Cognito sign-in in front of a target. */
export interface LoginAccess {
  readonly type: "login";
  /** OAuth 2.0 scopes to request at sign-in. */
  readonly scopes: readonly string[];
  readonly onUnauthenticatedRequest: OnUnauthenticatedRequest;
  /** Groups that may pass: users who are in one of them. The container enforces it. @default - every user */
  readonly groups?: readonly string[] | undefined;
  /** Session timeout in seconds. @default - the application's `sessionTimeoutSeconds` */
  readonly sessionTimeoutSeconds?: number | undefined;
  /** Query parameters added to the authorization request. */
  readonly extraParameters: Readonly<Record<string, string>>;
}

/** A token of a machine client in the `Authorization` header. */
export interface TokenAccess {
  readonly type: "token";
  /** Custom scopes that a token must have, every one. */
  readonly scopes: readonly string[];
  /** Names of the machine clients whose tokens pass. */
  readonly clients: readonly string[];
  /** Path of the protected resource whose metadata is published, such as `/mcp`. @default - none */
  readonly resourcePath?: string | undefined;
}

/** Who may pass a route: everyone, signed-in users, or machines. */
export type Access = { readonly type: "public" } | LoginAccess | TokenAccess;

/** Address of the targets of an existing target group. */
export interface TargetGroupEgress {
  readonly port: number;
  readonly cidr?: string | undefined;
  readonly securityGroupId?: string | undefined;
}

/** Where a request goes once access is granted. */
export type Target =
  | { readonly type: "service"; readonly service: string }
  | {
      readonly type: "fixed-response";
      readonly statusCode: number;
      readonly contentType: string;
      readonly messageBody: string;
    }
  | {
      readonly type: "redirect";
      readonly statusCode: 301 | 302;
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    }
  | {
      readonly type: "target-group";
      readonly arn: string;
      readonly egress?: TargetGroupEgress | undefined;
    };

/** One declared route. Routes are evaluated in the order of declaration. */
export interface Route {
  readonly conditions: RouteConditions;
  readonly access: Access;
  readonly target: Target;
}

/** What happens to requests that no route matches: always sign-in, so that a forgotten route fails closed. */
export interface DefaultRoute {
  readonly access: LoginAccess;
  readonly target: Target;
}

/** The two public paths of sign-out. */
export interface SignOutPaths {
  /** Path that ends the session, such as `/logout`. */
  readonly path: string;
  /** Public path that Cognito redirects to after sign-out, such as `/signed-out`. */
  readonly redirectPath: string;
  /** Where requests for both paths go; it must be able to end a session. */
  readonly target: Target;
}

/** The place of an application on a listener that others use too. */
export interface SharedListener {
  /** Name of the application: session cookies of one load balancer are told apart by it. */
  readonly application: string;
  /** First of the {@link sharedListenerPriorities} priorities that the application may use. */
  readonly firstPriority: number;
}

/** Number of priorities that an application has on a shared listener. */
export const sharedListenerPriorities = 1000;

/** The input of an application's listener rules. */
export interface Routing {
  /** Every host name of the application, lower case; the first is its `hostName`. */
  readonly hostNames: readonly string[];
  readonly routes: readonly Route[];
  readonly defaultRoute: DefaultRoute;
  /** `undefined` when the application's own routes handle sign-out. */
  readonly signOut?: SignOutPaths | undefined;
  /** Session timeout in seconds of every login without its own. */
  readonly sessionTimeoutSeconds: number;
  /** The application's place on a listener that others use too; `undefined` for a listener of its own. */
  readonly sharedListener?: SharedListener | undefined;
}
