import * as z from "zod";
import { accessLogTableSchema } from "./access-log-table";
import { matches } from "./check";
import * as field from "./field";
import { firewallSchema } from "./firewall";

/** Fields of whatever has a load balancer of its own. */
export const loadBalancerFields = {
  /** Whether only the VPC and networks connected to it can reach the load balancer, which is then in the private subnets. Changing it replaces the load balancer. @default false */
  internal: field.boolean().default(false),
  /** Seconds that an idle connection stays open, 1 to 4000. @default 60 */
  idleTimeoutSeconds: field.integer({ min: 1, max: 4000 }).default(60),
  /** Days to keep the load balancer's access logs, 1 to 3653. @default 365 */
  accessLogRetentionDays: field.integer({ min: 1, max: 3653 }).default(365),
  /** Access logs as a table that Athena queries, with named queries about sign-ins. Athena bills each terabyte that a query reads. @default - none */
  accessLogTable: accessLogTableSchema.optional(),
  /** AWS WAF in front of the load balancer. @default - none */
  firewall: firewallSchema.optional(),
};

/** Number of the last slot: the priorities of a listener end at 50000. */
export const maxSlot = 49;

/** The load balancer in front of an application. */
export const loadBalancerSchema = field.variant([
  field.object({
    /** A load balancer for this application only. */
    type: z.literal("own"),
  }),
  field.object({
    /** The load balancer of the environment's `edge`, which tells applications apart by their host names. */
    type: z.literal("edge"),
    /**
     * Place of the application's rules on the listener, 1 to 49: priorities `slot * 1000` to
     * `slot * 1000 + 999`. Each application has a slot of its own and keeps it; the rules of low slots
     * are evaluated first, which costs least for the busiest application.
     */
    slot: field.integer({ min: 1, max: maxSlot }),
  }),
  field.object({
    /** A load balancer that somebody else runs: rules and a certificate are added to its HTTPS listener. */
    type: z.literal("existing"),
    /** ARN of the HTTPS listener, in the environment's region. */
    listenerArn: field.string(
      matches(
        /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}\/[0-9a-f]{16}$/,
        "must be the ARN of a listener of an application load balancer",
        "copy it from the EC2 console, under Load Balancers, Listeners and rules",
      ),
    ),
    /** First of 1000 priorities that the listener's owner has free for this application, 1 to 49001. */
    firstPriority: field.integer({ min: 1, max: 49_001 }),
  }),
]);
