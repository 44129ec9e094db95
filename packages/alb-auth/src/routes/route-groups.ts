/** One HTTP header that a request must have. Values are ORed; `*` and `?` are wildcards. */
export interface RouteHeader {
  readonly name: string;
  readonly values: readonly string[];
}

/** One query string parameter that a request must have. Values are ORed; no key means any key. */
export interface RouteQuery {
  readonly key?: string;
  readonly values: readonly string[];
}

/**
 * A route of the load balancer: fields are ANDed, the values of a field ORed, and a field that is not set
 * matches every request.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export interface GroupRoute {
  readonly paths?: readonly string[];
  readonly hosts?: readonly string[];
  readonly methods?: readonly string[];
  readonly headers?: readonly RouteHeader[];
  readonly query?: readonly RouteQuery[];
  readonly sourceIps?: readonly string[];
  /** Users who are in one of these groups pass. Without groups, every request passes. */
  readonly groups?: readonly string[];
}

/** Which groups may pass which route: the value of `ROUTE_GROUPS`. */
export interface RouteGroups {
  /** Every host name of the application, lower case. */
  readonly hosts: readonly string[];
  /** In order of evaluation: the first that a request meets applies. */
  readonly routes: readonly GroupRoute[];
}
