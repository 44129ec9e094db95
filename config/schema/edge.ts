import { certificateSchema } from "./certificate";
import * as field from "./field";
import { hostNameSchema } from "./host-name";
import { hostedZoneSchema } from "./hosted-zone";
import { loadBalancerFields } from "./load-balancer";
import { logRetentionDays } from "./log-retention";
import { edgeNetworkSchema } from "./network";

/** One load balancer for many applications, with its network and its cluster. */
export const edgeSchema = field.object({
  /** Neutral host name of the default certificate, which browsers get that ask for no application's name. It needs no DNS record, and serves nothing. */
  hostName: hostNameSchema,
  /** Public Route 53 hosted zone of the host name. */
  hostedZone: hostedZoneSchema,
  /** Default certificate of the listener; each application adds one of its own. @default - a new one */
  certificate: certificateSchema.prefault({ type: "new" }),
  ...loadBalancerFields,
  /** VPC of the load balancer, and of the applications behind it. @default - a new VPC, 10.0.0.0/16, in two availability zones, with one NAT gateway */
  network: edgeNetworkSchema.prefault({ type: "new" }),
  /** Protect the load balancer and the VPC from deletion, and a bucket that is not empty. @default true */
  deletionProtection: field.boolean().default(true),
  /** Days to keep flow logs. @default 365 */
  logRetentionDays: field.oneOf(logRetentionDays).default(365),
  /** CloudWatch Container Insights of the cluster. @default "enabled" */
  containerInsights: field.oneOf(["enabled", "enhanced", "disabled"]).default("enabled"),
});
