import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { EnvironmentInput } from "../../config/schema/environment";
import { publishApplication } from "../../stacks/application-outputs";
import { address, parse, reference } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";
import { fixedImage } from "../support/synth-service";

/** An application with two services, each with or without a fixed image. */
const withServices = (web: string | undefined, api: string | undefined): EnvironmentInput =>
  withApplication({
    services: { web: { image: web }, api: { image: api } },
    routes: [
      {
        conditions: { paths: ["/api/*"] },
        access: { type: "login", onUnauthenticatedRequest: "deny" },
        target: { type: "service", service: "api" },
      },
    ],
    defaultRoute: { target: { type: "service", service: "web" } },
  });

const outputs = (json: string) =>
  Object.fromEntries(
    Object.entries(parse(json).output ?? {}).map(([name, { value }]) => [name, value]),
  );

/** Outputs for applications that use this one's network, which have tests of their own. */
const networkOutputs = {
  vpc_id: expect.anything(),
  public_subnet_ids: expect.anything(),
  private_subnet_ids: expect.anything(),
  network_is_dual_stack: expect.anything(),
};

describe(publishApplication, () => {
  const json = synthApplication(withServices(undefined, fixedImage));

  it("publishes URL, names and ARNs for people and pipelines", () => {
    expect(outputs(json)).toEqual({
      ...networkOutputs,
      application_url: "https://app.example.com",
      load_balancer_arn: reference(json, Lb, "arn"),
      load_balancer_dns_name: reference(json, Lb, "dns_name"),
      app_client_id: reference(json, CognitoUserPoolClient, "id"),
      cluster_name: reference(json, EcsCluster, "name"),
      access_log_bucket_name: reference(json, S3Bucket, "id"),
      service_names: {
        api: reference(json, EcsService, "name", "services_api_"),
        web: `\${one(${address(json, EcsService, "services_web_")}[*].name)}`,
      },
      log_group_names: {
        api: reference(json, CloudwatchLogGroup, "name", "services_api_"),
        web: reference(json, CloudwatchLogGroup, "name", "services_web_"),
      },
      image_repository_urls: { web: reference(json, EcrRepository, "repository_url") },
      next_step: expect.any(String),
    });
  });

  it("describes every output", () => {
    const descriptions = Object.entries(parse(json).output ?? {}).map(([name, output]) => [
      name,
      output.description,
    ]);

    expect(Object.fromEntries(descriptions)).toEqual({
      ...networkOutputs,
      application_url: "URL of the application",
      load_balancer_arn: "ARN of the load balancer, the signer of its tokens",
      load_balancer_dns_name: "DNS name of the load balancer",
      app_client_id: "ID of the application's app client",
      cluster_name: "Name of the ECS cluster",
      access_log_bucket_name: "Name of the bucket for the load balancer's access logs",
      service_names: "Names of the ECS services, null while a service has no image",
      log_group_names: "Names of the containers' log groups",
      image_repository_urls: "URLs of the repositories to push images to",
      next_step: "Next deployment step",
    });
  });

  describe("next_step", () => {
    it("is to open the application when every image is fixed", () => {
      expect(outputs(synthApplication(withServices(fixedImage, fixedImage))).next_step).toBe(
        "Open https://app.example.com and sign in. How to create a user: output next_step of the shared identity.",
      );
    });

    it("is to push an image and apply again while the variable names none", () => {
      const [commands, otherwise] = branches(outputs(json).next_step, "web");
      const url = reference(json, EcrRepository, "repository_url");
      const host = `\${element(split("/", ${address(json, EcrRepository)}.repository_url), 0)}`;

      expect(commands.split("\n")).toEqual([
        "Push an image for linux/arm64; every push needs a new tag:",
        `  aws ecr get-login-password --region eu-central-1 | docker login --username AWS --password-stdin ${host}`,
        `  docker build --platform linux/arm64 --tag ${url}:<tag> .`,
        `  docker push ${url}:<tag>`,
        "Then apply again with the digest that docker push printed:",
        `  web_image=${url}@sha256:<digest>`,
      ]);
      expect(otherwise).toBe(
        "Open https://app.example.com and sign in. How to create a user: output next_step of the shared identity.",
      );
    });

    it("builds for the processor of the tasks", () => {
      const x86 = synthApplication(
        withApplication({ services: { web: { architecture: "X86_64" } } }),
      );

      expect(outputs(x86).next_step).toContain("docker build --platform linux/amd64 --tag");
      expect(outputs(x86).next_step).not.toContain("arm64");
    });

    it("names one image after the other while several are missing", () => {
      const both = synthApplication(withServices(undefined, undefined));
      const [web, others] = branches(outputs(both).next_step, "web");
      const [api, otherwise] = branches(others, "api");

      for (const [service, commands] of Object.entries({ web, api })) {
        const url = reference(both, EcrRepository, "repository_url", `services_${service}_image_`);
        expect(commands).toContain(`docker push ${url}:<tag>`);
        expect(commands).toContain(`${service}_image=${url}@sha256:<digest>`);
      }
      expect(otherwise).toBe(
        "Open https://app.example.com and sign in. How to create a user: output next_step of the shared identity.",
      );
    });
  });
});

/** The two branches of a template: while a service has no image, and once it has one. */
function branches(template: unknown, service: string): [string, string] {
  const opening = `%{ if var.${service}_image == "none" }`;
  const [missing = "", ...rest] = String(template).slice(opening.length).split("%{ else }");
  const otherwise = rest.join("%{ else }");
  expect(`${opening}${missing}%{ else }${otherwise}`).toBe(template);
  expect(otherwise).toMatch(/%\{ endif \}$/);
  return [missing, otherwise.slice(0, -"%{ endif }".length)];
}
