import { outcome, type Reasons } from "./define-reason";

const own = (status: number | string) =>
  `\`elb_status_code\` ${status} without \`error_reason\`, and another or no \`target_status_code\``;
const security =
  "the container must listen on applications.NAME.services.SERVICE.port; its log group has its last words";

/**
 * What a status means that the load balancer chose itself, by `elb-<status>`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#load-balancer-http-error-codes
 */
export const loadBalancerStatuses: Reasons = {
  "elb-400": outcome(
    "warning",
    own(400),
    "The load balancer rejected the request itself: it is malformed, has no valid Host header, or its headers are too large (16 KB each, 64 KB together). Session cookies of several sets of scopes add up in one Cookie header.",
    "Where it is a browser: delete the cookies of the host, and use fewer different sets of scopes in applications.NAME.routes[].access.scopes, since each has session cookies of its own.",
  ),
  "elb-401": outcome(
    "warning",
    own(401),
    "The rule denies requests without a session.",
    'For pages that people open, onUnauthenticatedRequest must be "authenticate": applications.NAME.routes[].access of the route of this path. For API calls 401 is right: the page that calls must be open in a signed-in browser.',
  ),
  "elb-403": outcome(
    "warning",
    own(403),
    "AWS WAF blocked the request before any rule was evaluated.",
    "Find the rule in the log of the firewall, and set what docs/firewall.md names for it: uploadPaths, countedRules, rateLimit, trustedRanges or mode of applications.NAME.firewall (edge.firewall on an edge). A web ACL that extend or another team adds must let the callback /oauth2/idpresponse pass, whose long values of code and state the common rule set takes for an attack.",
  ),
  "elb-405": outcome(
    "warning",
    own(405),
    "The load balancer accepts neither TRACE nor CONNECT.",
    "Use another method.",
  ),
  "elb-408": outcome(
    "warning",
    own(408),
    "The client sent no more data of the request within the idle timeout.",
    "If uploads pause for longer, raise applications.NAME.idleTimeoutSeconds.",
  ),
  "elb-413": outcome(
    "warning",
    own(413),
    "The body is larger than the 1 MB that a Lambda function as target may receive.",
    "Upload large files to S3, or to a container.",
  ),
  "elb-414": outcome(
    "warning",
    own(414),
    "The request line is longer than 16 KB.",
    "Shorten the URL, or send the data in the body.",
  ),
  "elb-460": outcome(
    "warning",
    own(460),
    "The client closed the connection before the response was there. Sign-in has nothing to do with it.",
    "Respond faster, or give the client a timeout longer than applications.NAME.idleTimeoutSeconds.",
  ),
  "elb-463": outcome(
    "warning",
    own(463),
    "The header X-Forwarded-For names more than 30 addresses, so the load balancer rejected the request.",
    "Find the proxy that adds addresses in a circle, or let the first one before the load balancer remove what clients send.",
  ),
  "elb-464": outcome(
    "error",
    own(464),
    "The protocol version of the request does not fit the target group, such as HTTP/1.1 for a gRPC target group. Rules that authenticate need target groups of HTTP/1.1.",
    "Set the target group's protocol version to HTTP1, as this project does for its services.",
  ),
  "elb-500": outcome(
    "error",
    own(500),
    "The load balancer failed: it could not complete the sign-in, or AWS WAF did not decide.",
    "Look at actions_executed in the proof: with waf-failed it was AWS WAF. With authenticate, check that the load balancer may reach TCP 443 of the internet, and that the user's claims are smaller than 11 KB.",
  ),
  "elb-501": outcome(
    "warning",
    own(501),
    "The request has a Transfer-Encoding other than chunked.",
    "Let the client use chunked, and Content-Encoding for compression.",
  ),
  "elb-502": outcome(
    "error",
    own(502),
    "The target did not send a valid response: nothing listens on its port, it closed the connection, or its headers are not valid or larger than 32 KB.",
    `If every request ends like this, ${security}. If a few do, the container's keep-alive timeout must be longer than applications.NAME.idleTimeoutSeconds, and services.SERVICE.deregistrationDelaySeconds longer than its longest request.`,
  ),
  "elb-503": outcome(
    "error",
    own(503),
    "The target group of the rule has no registered target: no task of the service runs.",
    "Without an image a service has no task: npm run deploy. Otherwise the events of the ECS service and the log group of the container say why tasks stop; check healthCheckPath and scaling.minCapacity of applications.NAME.services.SERVICE.",
  ),
  "elb-504": outcome(
    "error",
    own(504),
    "The target did not respond in time: it did not accept a connection within 10 seconds, or did not respond within the idle timeout.",
    `Where target_processing_time is -1 from the start of the task, ${security}, and let no network ACL of an existing VPC block it. For slow responses, raise applications.NAME.idleTimeoutSeconds.`,
  ),
  "elb-505": outcome(
    "warning",
    own(505),
    "The load balancer does not support the HTTP version of the request.",
    "Let the client speak HTTP/1.1 or HTTP/2.",
  ),
  "elb-507": outcome(
    "warning",
    own(507),
    "The URL of a redirect is too long.",
    "Let the client open a shorter URL.",
  ),
  "elb-561": outcome(
    "error",
    own(561),
    "The identity provider returned an error when the load balancer signed the user in.",
    "The parameters of the authorization request come from applications.NAME.routes[].access: compare its scopes with identity.resourceServers, and deploy both stacks: npm run deploy.",
  ),
  "elb-562": outcome(
    "error",
    own(562),
    "The load balancer could not get the key set of the issuer whose tokens a rule requires.",
    "Check the JWKS endpoint of the rule, and allow egress from the load balancer to TCP 443 of the internet.",
  ),
  "elb-other": outcome(
    "warning",
    own("of 400 or more that is not listed here"),
    "The load balancer returned a status that its documentation does not explain.",
    "Look it up in AWS's page about HTTP errors of Application Load Balancers, or ask AWS Support with the trace id.",
  ),
};

/** What other fields say. */
export const otherOutcomes: Reasons = {
  "elb-fixed-response": outcome(
    "warning",
    "`actions_executed` ends with `fixed-response`, and the status is 400 or more",
    "The rule returns this status itself, and no target received the request. With priority 0 it is the default rule: no other rule matched the host and path. On an edge, that rule returns 404 because no application of the environment has the host name.",
    "If users should get there, add a route for the path to applications.NAME.routes, or the host name to additionalHostNames. npm run routes -- --help explains how to see the rules.",
  ),
  "elb-no-status": outcome(
    "warning",
    "`elb_status_code` `-` or `000`",
    "The connection ended without a response: the client left, or one header of an HTTP/2 request was larger than 8 KB after compression, which session cookies can be.",
    "Where it is a browser: delete the cookies of the host, and use fewer different sets of scopes in applications.NAME.routes[].access.scopes.",
  ),
  "elb-waf-failed": outcome(
    "error",
    "`waf-failed` in `actions_executed`, and a status of 400 or more",
    "The load balancer could not ask AWS WAF.",
    "It passes by itself in most cases; AWS Health says when WAF has an outage. Whether requests pass meanwhile is the load balancer's attribute waf.fail_open.enabled.",
  ),
  "elb-unknown-reason": outcome(
    "warning",
    "an `error_reason` that is not listed here",
    "The load balancer gives a reason that this version does not know.",
    "Look it up under error reason codes in AWS's page about access logs, and report it here.",
  ),
  "target-denied": outcome(
    "warning",
    "`target_status_code` 401 or 403, passed on by the load balancer",
    "The application itself denied the request; the load balancer let it pass.",
    "The log of the container has a line with the trace id and a code: docs/errors.md says what to do for each. For 401 without sign-in, the route must be of type login: applications.NAME.routes[].access.type.",
  ),
  "target-failed": outcome(
    "error",
    "`target_status_code` of 500 or more, passed on by the load balancer",
    "The application itself failed; the load balancer let the request pass.",
    "The log group of the container has a line at this time with the trace id.",
  ),
};
