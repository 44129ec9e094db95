/** One HTTP header that a request must carry. Values are ORed; `*` and `?` are wildcards. */
export interface HeaderCondition {
  readonly name: string;
  readonly values: readonly string[];
}

/** One query string parameter that a request must carry. Values are ORed; no key means any key. */
export interface QueryCondition {
  readonly key?: string | undefined;
  readonly values: readonly string[];
}

/**
 * What a request must look like for a route to apply. Fields are ANDed, the values of a field ORed;
 * a field that is left out matches every request.
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

/** What the load balancer does with a request that carries no valid session. */
export type OnUnauthenticated = "authenticate" | "deny" | "allow";

/** Cognito sign-in in front of a target. */
export interface LoginAccess {
  readonly type: "login";
  /** OAuth 2.0 scopes the session must have been signed in with. */
  readonly scopes: readonly string[];
  readonly onUnauthenticatedRequest: OnUnauthenticated;
  /** Session timeout in seconds; without one the application's default applies. */
  readonly sessionTimeoutSeconds?: number | undefined;
  /** Query parameters added to the redirect to the authorization endpoint. */
  readonly extraParameters: Readonly<Record<string, string>>;
}

/** Who may pass a route: everybody, or whoever has signed in. */
export type Access = { readonly type: "public" } | LoginAccess;

/** How the load balancer reaches the targets of a target group that this project did not create. */
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

/** One declared route; the order of declaration is the order of evaluation. */
export interface Route {
  readonly conditions: RouteConditions;
  readonly access: Access;
  readonly target: Target;
}

/** What happens to requests that no route matches: always a login, so that a forgotten route fails closed. */
export interface DefaultRoute {
  readonly access: LoginAccess;
  readonly target: Target;
}

/** The two public paths that signing out needs. */
export interface SignOutPaths {
  /** Path that ends the session, such as `/logout`. */
  readonly path: string;
  /** Public page that the user lands on afterwards, such as `/signed-out`. */
  readonly redirectPath: string;
  /** What answers both; it must be able to end a session. */
  readonly target: Target;
}

/** Everything that decides an application's listener rules. */
export interface Routing {
  /** Every host name of the application, lower case; the first is its main one. */
  readonly hostNames: readonly string[];
  readonly routes: readonly Route[];
  readonly defaultRoute: DefaultRoute;
  /** `undefined` when the application handles signing out by routes of its own. */
  readonly signOut?: SignOutPaths | undefined;
  /** Session timeout in seconds of every login that names none of its own. */
  readonly sessionTimeoutSeconds: number;
}
