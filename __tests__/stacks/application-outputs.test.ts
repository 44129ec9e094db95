import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { type TerraformStack, Testing } from "cdktf";
import type { EnvironmentInput } from "../../config/schema/environment";
import { publishApplication } from "../../stacks/application-outputs";
import { createStacks } from "../../synthesis/create-stacks";
import { address, parse, reference, testApp } from "../support/synth";
import { checked, synthApplication, withApplication } from "../support/synth-environment";
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
      images: { web: "${var.web_image}" },
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
      images: "Images of the services that get them from a variable",
      next_step: "Next deployment step",
    });
  });

  describe("next_step", () => {
    const open = [
      "Open https://app.example.com and sign in. If there is no user yet, create the first one:",
      "  npm run users -- create you@example.com --environment test",
    ].join("\n");
    const nextStepOf = (input: EnvironmentInput) => outputs(synthApplication(input)).next_step;

    it("is to open the application when every image is fixed", () => {
      expect(nextStepOf(withServices(fixedImage, fixedImage))).toBe(open);
    });

    it("is to push an image and deploy it while the variable names none", () => {
      const [commands, otherwise] = branches(outputs(json).next_step, "web");
      const url = reference(json, EcrRepository, "repository_url");
      const host = `\${element(split("/", ${address(json, EcrRepository)}.repository_url), 0)}`;

      expect(commands.split("\n")).toEqual([
        "Push an image of web for linux/arm64, under a new tag each time:",
        `  aws ecr get-login-password --region eu-central-1 | docker login --username AWS --password-stdin ${host}`,
        `  docker build --platform linux/arm64 --tag ${url}:<tag> .`,
        `  docker push ${url}:<tag>`,
        "Then deploy it with the digest that docker push printed:",
        `  npm run deploy -- --environment test --only app --image app/web=${url}@sha256:<digest>`,
        "The same without a checkout of this project: apply again with the variable",
        `  web_image=${url}@sha256:<digest>`,
      ]);
      expect(otherwise).toBe(open);
    });

    it("is one command for a service that is built here, and all of them for other people", () => {
      const built = synthApplication(
        withApplication({ services: { web: { build: { context: "container" } } } }),
      );
      const [commands, otherwise] = branches(outputs(built).next_step, "web");
      const url = reference(built, EcrRepository, "repository_url");

      expect(commands.split("\n").slice(0, 2)).toEqual([
        "Build, push and deploy the image of web:",
        "  npm run deploy -- --environment test --only app",
      ]);
      expect(commands).toContain(`  docker push ${url}:<tag>\n`);
      expect(commands).toContain(`  web_image=${url}@sha256:<digest>`);
      expect(commands).not.toContain("--image");
      expect(otherwise).toBe(open);
    });

    it("creates the first user in a group, and none where everyone can sign up", () => {
      const identity = {
        domain: { prefix: "test-login" },
        groups: { readers: { precedence: 9 }, "it's": { precedence: 1 } },
      };
      const services = { web: { image: fixedImage } };

      expect(nextStepOf(withApplication({ services }, { identity }))).toContain(
        "\n  npm run users -- create you@example.com --group 'it'\\''s' --environment test",
      );
      expect(
        nextStepOf(withApplication({ services }, { identity: { ...identity, signUp: "self" } })),
      ).toBe("Open https://app.example.com, create an account and sign in.");
    });

    it("builds for the processor of the tasks", () => {
      const x86 = nextStepOf(withApplication({ services: { web: { architecture: "X86_64" } } }));

      expect(x86).toContain("docker build --platform linux/amd64 --tag");
      expect(x86).not.toContain("arm64");
    });

    it("names one image after the other while several are missing", () => {
      const both = synthApplication(withServices(undefined, undefined));
      const [web, others] = branches(outputs(both).next_step, "web");
      const [api, otherwise] = branches(others, "api");

      for (const [service, commands] of Object.entries({ web, api })) {
        const url = reference(both, EcrRepository, "repository_url", `services_${service}_image_`);
        expect(commands).toContain(`docker push ${url}:<tag>`);
        expect(commands).toContain(`--image app/${service}=${url}@sha256:<digest>`);
        expect(commands).toContain(`${service}_image=${url}@sha256:<digest>`);
      }
      expect(otherwise).toBe(open);
    });

    it("names the file of the environment, as a word for a shell", () => {
      const app = testApp();
      const input = withServices(fixedImage, fixedImage);
      const created = createStacks(app, checked(input), "prod (old)");
      const [stack] = created.flatMap((each) => (each.application === "app" ? [each.stack] : []));

      expect(outputs(Testing.synth(stack as TerraformStack)).next_step).toMatch(
        / --environment 'prod \(old\)'$/,
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
