import type { ITerraformDependable } from "cdktf";
import type { Application, Environment } from "../config/schema/environment";
import type { LoadBalancerReference } from "../constructs/load-balancer/load-balancer-reference";
import type { ActionContext } from "../constructs/load-balancer/rule-actions";
import type { Network } from "../constructs/network/network";
import type { Cluster } from "../constructs/service/cluster";
import type { RulePlan } from "../routing/rule-plan";
import type { StackMonitoring } from "./monitoring/stack-monitoring";
import type { StateOwner } from "./state/remote-state";

/** What {@link ApplicationLoadBalancer.listen} declares. */
export interface ApplicationListenerOptions {
  /** ARN of a certificate for every host name of the application. */
  readonly certificateArn: string;
  readonly context: ActionContext;
}

/** The load balancer in front of an application, and what comes with it. */
export interface ApplicationLoadBalancer {
  readonly network: Network;
  readonly loadBalancer: LoadBalancerReference;
  /** Absent where the load balancer's owner decides about access logs. */
  readonly accessLogBucketName: string | undefined;
  /** The cluster beside a shared load balancer. */
  readonly sharedCluster?: Cluster | undefined;
  /**
   * Declares the application's rules.
   * @returns what must exist before ECS registers targets, and before a host name leads here
   */
  listen(options: ApplicationListenerOptions): readonly ITerraformDependable[];
}

/** Options of the functions that make the choice. */
export interface ApplicationLoadBalancerOptions {
  readonly environment: Environment;
  readonly application: Application;
  /** The application's name in the environment. */
  readonly applicationName: string;
  readonly plan: RulePlan;
  /** Absent where the environment has no monitoring. */
  readonly monitoring: StackMonitoring | undefined;
  /** Where another stack of the environment keeps its state. */
  readonly addressOf: (component: string) => StateOwner;
}
