import { sessionTimeoutSchema } from "./access";
import { stackAlarmsSchema } from "./alarms";
import { certificateSchema } from "./certificate";
import { matches } from "./check";
import { clientGenerationFields } from "./client-generation";
import { clusterSchema } from "./cluster";
import { isNotCallbackPath } from "./conditions";
import { dnsSchema } from "./dns";
import * as field from "./field";
import { hostNameSchema } from "./host-name";
import { hostedZoneSchema } from "./hosted-zone";
import { loadBalancerFields, loadBalancerSchema } from "./load-balancer";
import { logRetentionDays } from "./log-retention";
import { nameSchema } from "./name";
import { networkSchema } from "./network";
import { defaultRouteSchema, routeSchema } from "./route";
import { serviceSchema } from "./service";
import { targetSchema } from "./target";

const signOutPathSchema = (example: string) =>
  field.string(
    matches(
      /^\/(?!\/)[A-Za-z0-9_\-.~/]{1,127}$/,
      "must be an absolute path of 2 to 128 characters without wildcards",
      `write it like "${example}"`,
    ),
    isNotCallbackPath,
  );

/** One application: its load balancer, its network, its containers. */
export const applicationSchema = field.object({
  /** Host name that users open. */
  hostName: hostNameSchema,
  /** Further host names in the same hosted zone, at most 9. @default - none */
  additionalHostNames: field.list(hostNameSchema, { max: 9 }).default(() => []),
  /** Public Route 53 hosted zone of the host names. */
  hostedZone: hostedZoneSchema,
  /**
   * DNS records of the host names: `create` fails where there are other records of these names,
   * `take-over` replaces them, and `none` has none and leaves those it had in place. Two applications may
   * have one host name while it moves between their load balancers, if one of them says `none`. @default "create"
   */
  dns: dnsSchema.default("create"),
  /** Certificate of the host names. @default - a new one */
  certificate: certificateSchema.prefault({ type: "new" }),
  /** The load balancer in front of the application. @default - one of its own */
  loadBalancer: loadBalancerSchema.prefault({ type: "own" }),
  ...loadBalancerFields,
  /** VPC of the application. @default - a new VPC, 10.0.0.0/16, in two availability zones, with one NAT gateway; behind the edge's load balancer, the network of the edge */
  network: networkSchema.prefault({ type: "new" }),
  /** ECS cluster of the services. @default - a new one; behind the edge's load balancer, the cluster of the edge */
  cluster: clusterSchema.prefault({ type: "new" }),
  /** Containers of the application, by name. @default - one, `web`, with all defaults */
  services: field.record(nameSchema("web"), serviceSchema).prefault({ web: {} }),
  /** Routes in order of evaluation: the first that matches applies. @default - none: the default route handles every request */
  routes: field.list(routeSchema).default(() => []),
  /** What happens to a request that no route matches. */
  defaultRoute: defaultRouteSchema.prefault({}),
  /** The two public paths of sign-out, which the container serves. */
  signOut: field
    .object({
      /** Set it to `false` when your own routes handle sign-out. @default true */
      enabled: field.boolean().default(true),
      /** Path that ends the session. @default "/logout" */
      path: signOutPathSchema("/logout").default("/logout"),
      /** Public path that Cognito redirects to after sign-out. @default "/signed-out" */
      redirectPath: signOutPathSchema("/signed-out").default("/signed-out"),
      /** Where requests for both paths go. @default - the default route's service or target group, else the application's only service */
      target: targetSchema.optional(),
    })
    .prefault({}),
  ...clientGenerationFields,
  /** Where the application's users sign in: names of `identity.identityProviders`, and `COGNITO` for users of the user pool itself, who have a password. With one entry, Cognito shows no choice. @default - all of them, and COGNITO */
  identityProviders: field.list(field.string(), { min: 1 }).optional(),
  /** Seconds until users must sign in again, 1 to 604800. @default - as long as the refresh token, at most 604800 */
  sessionTimeoutSeconds: sessionTimeoutSchema.optional(),
  /** Protect the load balancer from deletion, and a bucket or repository that is not empty. @default true */
  deletionProtection: field.boolean().default(true),
  /** Days to keep container logs and flow logs. @default 365 */
  logRetentionDays: field.oneOf(logRetentionDays).default(365),
  /** CloudWatch Container Insights of the cluster. @default "enabled" */
  containerInsights: field.oneOf(["enabled", "enhanced", "disabled"]).default("enabled"),
  /** When the alarms of this application change state; only with `monitoring`. @default - as in `monitoring.alarms` */
  alarms: stackAlarmsSchema.optional(),
});
