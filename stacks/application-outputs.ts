import { TerraformOutput, type TerraformStack } from "cdktf";
import type { ServiceImage } from "../constructs/service/service-image";

/** One service, as outputs speak of it. */
export interface ServiceOutputs {
  readonly image: ServiceImage;
  readonly serviceName: string;
  readonly logGroupName: string;
}

/** What an application's stack tells people and pipelines. */
export interface ApplicationOutputs {
  readonly url: string;
  readonly loadBalancerArn: string;
  readonly loadBalancerDnsName: string;
  readonly clientId: string;
  readonly clusterName: string;
  readonly accessLogBucketName: string;
  readonly services: Readonly<Record<string, ServiceOutputs>>;
}

/** Writes the outputs of an application's stack; maps are keyed by the service's name. */
export function publishApplication(stack: TerraformStack, values: ApplicationOutputs): void {
  const output = (name: string, description: string, value: unknown) =>
    new TerraformOutput(stack, name, { value, description, staticId: true });
  const services = Object.entries(values.services);
  const perService = (of: (service: ServiceOutputs) => string | undefined) =>
    Object.fromEntries(
      services.flatMap(([name, service]) => {
        const value = of(service);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  output("application_url", "Where users go", values.url);
  output(
    "load_balancer_arn",
    "ARN of the load balancer: the signer of its tokens",
    values.loadBalancerArn,
  );
  output(
    "load_balancer_dns_name",
    "AWS's own name of the load balancer",
    values.loadBalancerDnsName,
  );
  output("client_id", "Id of the application's app client", values.clientId);
  output("cluster_name", "Name of the ECS cluster", values.clusterName);
  output(
    "access_log_bucket",
    "Bucket of the load balancer's access logs",
    values.accessLogBucketName,
  );
  output(
    "service_names",
    "Names of the ECS services; null while there is no image",
    perService(({ serviceName }) => serviceName),
  );
  output(
    "log_groups",
    "Log groups of the containers",
    perService(({ logGroupName }) => logGroupName),
  );
  output(
    "image_repositories",
    "Where images are pushed to",
    perService(({ image }) => image.repositoryUrl),
  );
  output("next_step", "What is left to do", nextStep(values));
}

/** Says what to push while some image is missing, and where to go once none is. */
function nextStep({ url, services }: ApplicationOutputs): string {
  const missing = Object.values(services).flatMap(({ image }) => {
    const { variableName, repositoryUrl } = image;
    if (variableName === undefined || repositoryUrl === undefined) return [];
    const push = `Push an image to ${repositoryUrl}, then apply again with ${variableName} = "${repositoryUrl}@sha256:<digest that docker push printed>".`;
    return [{ variableName, push }];
  });
  return missing.reduceRight(
    (otherwise, { variableName, push }) => conditional(variableName, push, otherwise),
    `Open ${url}`,
  );
}

/** Template of two texts, chosen by whether a variable is empty. */
function conditional(variableName: string, whenEmpty: string, otherwise: string): string {
  return `%{ if var.${variableName} == "" }${whenEmpty}%{ else }${otherwise}%{ endif }`;
}
