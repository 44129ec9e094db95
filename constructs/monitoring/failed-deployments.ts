import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { partitionOf } from "../partition";
import { EventNotification } from "./event-notification";

/** Properties for {@link FailedDeployments}. */
export interface FailedDeploymentsProps {
  /** `<environment>-<application>` */
  readonly name: string;
  readonly topicArn: string;
  readonly region: string;
  readonly clusterName: string;
  /** Names of the services within the cluster, which may have services of others. */
  readonly serviceNames: readonly string[];
}

/**
 * A message for each deployment that the circuit breaker ends. ECS has an event for it and no metric.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
export class FailedDeployments extends Construct {
  constructor(scope: Construct, id: string, props: FailedDeploymentsProps) {
    super(scope, id);
    const { name, region, clusterName } = props;
    const services = `arn:${partitionOf(this)}:ecs:${region}:${accountIdOf(this)}:service/${clusterName}`;
    new EventNotification(this, "notification", {
      name: `${name}-deployment-failed`,
      description: `Deployments of ${name} that failed`,
      pattern: {
        source: ["aws.ecs"],
        "detail-type": ["ECS Deployment State Change"],
        detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
        resources: props.serviceNames.map((service) => `${services}/${service}`),
      },
      values: { service: "$.resources[0]", reason: "$.detail.reason", time: "$.time" },
      sentence:
        "A deployment failed at <time>: <service>. <reason> Read the service's events and its log group; docs/alarms.md says what to do.",
      topicArn: props.topicArn,
    });
  }
}
