import { TerraformOutput, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { type DeployableService, type NextStepOptions, nextStep } from "./next-step";

/** Values of one service. */
export interface ServiceOutputs extends DeployableService {
  readonly serviceName: string;
  readonly logGroupName: string;
}

/** Values that the stack of an application publishes for people and pipelines. */
export interface ApplicationOutputs extends Omit<NextStepOptions, "services"> {
  readonly loadBalancerArn: string;
  readonly loadBalancerDnsName: string;
  readonly appClientId: string;
  /** The app client of a rotation that the load balancer does not use. */
  readonly additionalAppClientId: string | undefined;
  readonly clusterName: string;
  /** Absent where the load balancer's owner decides about access logs. */
  readonly accessLogBucketName: string | undefined;
  readonly services: Readonly<Record<string, ServiceOutputs>>;
}

/** Declares the outputs of an application's stack; maps are keyed by the service's name. */
export function publishApplication(stack: TerraformStack, values: ApplicationOutputs): void {
  const scope = new Construct(stack, "outputs");
  const output = (name: string, description: string, value: unknown): void => {
    new TerraformOutput(scope, name, { value, description, staticId: true });
  };
  const { services } = values;
  output("application_url", "URL of the application", values.url);
  output(
    "load_balancer_arn",
    "ARN of the load balancer, the signer of its tokens",
    values.loadBalancerArn,
  );
  output("load_balancer_dns_name", "DNS name of the load balancer", values.loadBalancerDnsName);
  output("app_client_id", "ID of the application's app client", values.appClientId);
  if (values.additionalAppClientId !== undefined) {
    output(
      "additional_app_client_id",
      "ID of the app client whose users are accepted as well",
      values.additionalAppClientId,
    );
  }
  output("cluster_name", "Name of the ECS cluster", values.clusterName);
  if (values.accessLogBucketName !== undefined) {
    output(
      "access_log_bucket_name",
      "Name of the bucket for the load balancer's access logs",
      values.accessLogBucketName,
    );
  }
  output(
    "service_names",
    "Names of the ECS services, null while a service has no image",
    perService(services, ({ serviceName }) => serviceName),
  );
  output(
    "log_group_names",
    "Names of the containers' log groups",
    perService(services, ({ logGroupName }) => logGroupName),
  );
  output(
    "image_repository_urls",
    "URLs of the repositories to push images to",
    perService(services, ({ image }) => image.repositoryUrl),
  );
  output(
    "images",
    "Images of the services that get them from a variable",
    perService(services, ({ image }) =>
      image.variableName === undefined ? undefined : image.reference,
    ),
  );
  output("next_step", "Next deployment step", nextStep(values));
}

/** One value of every service that has it, by the service's name. */
function perService(
  services: ApplicationOutputs["services"],
  select: (service: ServiceOutputs) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(services).flatMap(([name, service]) => {
      const value = select(service);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
