import { sessionTimeoutSchema } from "./access";
import { matches } from "./check";
import { notSignInCallback } from "./conditions";
import { hostNameSchema, zoneNameSchema } from "./host-name";
import type { Kit } from "./kit";
import { networkSchema } from "./network";
import { defaultRouteSchema, routeSchema } from "./route";
import { serviceSchema } from "./service";
import { targetSchema } from "./target";

/** Retention periods that CloudWatch Logs knows, in days. */
const logRetentionDays = [
  365, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** A name that becomes part of AWS names. */
export function nameSchema(kit: Kit, example: string) {
  return kit.text(
    example,
    matches(
      /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
      "the name must be lower-case letters, digits and hyphens, beginning with a letter and not ending in a hyphen",
      `write it like "${example}"`,
    ),
    matches(
      /^(?!.*--)/,
      "the name must not hold two hyphens in a row",
      `write it like "${example}"`,
    ),
  );
}

/** One application: its load balancer, its network, its containers. */
export function applicationSchema(kit: Kit) {
  const pathOfItsOwn = (example: string) =>
    kit.text(
      example,
      matches(
        /^\/[A-Za-z0-9_\-.~/]{1,127}$/,
        "must be an absolute path of 2 to 128 characters without wildcards",
        `write it like "${example}"`,
      ),
      notSignInCallback,
    );
  return kit.object({
    /** Name that users reach the application by. */
    hostName: hostNameSchema(kit),
    /** Further names in the same hosted zone, at most 9. @default - none */
    additionalHostNames: kit.list(hostNameSchema(kit), { max: 9 }).default(() => []),
    /** Public Route 53 zone that holds the host names. */
    hostedZone: kit.object({
      /** Id of the zone, such as `Z0123456789ABCDEFGHIJ`. */
      id: kit.text(
        "Z0000000000000",
        matches(
          /^Z[A-Z0-9]{1,31}$/,
          "must be a hosted zone id",
          'copy it from Route 53, like "Z0123456789ABCDEFGHIJ"',
        ),
      ),
      /** Name of the zone, such as `example.com`. */
      name: zoneNameSchema(kit),
    }),
    /** VPC that the application lives in. @default - a new VPC, 10.0.0.0/16, in two availability zones, with one NAT gateway */
    network: networkSchema(kit).prefault({ type: "new" }),
    /** Containers of the application, by name. @default - one, `web`, with all defaults */
    services: kit.record(nameSchema(kit, "web"), serviceSchema(kit)).prefault({ web: {} }),
    /** Routes in order: the first that matches applies. @default - none: everything meets the default route */
    routes: kit.list(routeSchema(kit)).default(() => []),
    /** What happens to every request that no route matches. */
    defaultRoute: defaultRouteSchema(kit).prefault({}),
    /** The public paths that signing out needs; the container answers them. */
    signOut: kit
      .object({
        /** Switch it off when your own routes handle signing out. @default true */
        enabled: kit.flag().default(true),
        /** Path that ends the session. @default "/logout" */
        path: pathOfItsOwn("/logout").default("/logout"),
        /** Page that the browser comes back to, signed out. @default "/signed-out" */
        landingPath: pathOfItsOwn("/signed-out").default("/signed-out"),
        /** What answers both. @default - the default route's service or target group, else the application's only service */
        target: targetSchema(kit).optional(),
      })
      .prefault({}),
    /** Seconds, 1 to 604800, until a new sign-in is asked for. @default - as long as the refresh token, at most 604800 */
    sessionTimeoutSeconds: sessionTimeoutSchema(kit).optional(),
    /** Seconds, 1 to 4000, that an idle connection stays open. @default 60 */
    idleTimeoutSeconds: kit.integer({ min: 1, max: 4000 }).default(60),
    /** Refuse to delete the load balancer, and to empty bucket and repositories. @default true */
    deletionProtection: kit.flag().default(true),
    /** Days that containers' logs and flow logs are kept. @default 365 */
    logRetentionDays: kit.choice(logRetentionDays).default(365),
    /** Days that the load balancer's access logs are kept, 1 to 3653. @default 365 */
    accessLogRetentionDays: kit.integer({ min: 1, max: 3653 }).default(365),
    /** CloudWatch Container Insights of the cluster. @default "enabled" */
    containerInsights: kit.choice(["enabled", "enhanced", "disabled"]).default("enabled"),
  });
}
