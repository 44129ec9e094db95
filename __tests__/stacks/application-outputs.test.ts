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

/** An application with two services, each with its image or without. */
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

describe(publishApplication, () => {
  const json = synthApplication(withServices(undefined, fixedImage));

  it("tells people and pipelines where everything is", () => {
    expect(outputs(json)).toEqual({
      application_url: "https://app.example.com",
      load_balancer_arn: reference(json, Lb, "arn"),
      load_balancer_dns_name: reference(json, Lb, "dns_name"),
      client_id: reference(json, CognitoUserPoolClient, "id"),
      cluster_name: reference(json, EcsCluster, "name"),
      access_log_bucket: reference(json, S3Bucket, "id"),
      service_names: {
        api: reference(json, EcsService, "name", "service_api_"),
        web: `\${one(${address(json, EcsService, "service_web_")}[*].name)}`,
      },
      log_groups: {
        api: reference(json, CloudwatchLogGroup, "name", "service_api_"),
        web: reference(json, CloudwatchLogGroup, "name", "service_web_"),
      },
      image_repositories: { web: reference(json, EcrRepository, "repository_url") },
      next_step: expect.any(String),
    });
  });

  it("describes every output", () => {
    for (const { description } of Object.values(parse(json).output ?? {})) {
      expect(description).toMatch(/\w{3,}/);
    }
  });

  describe("next_step", () => {
    it("opens the application when every image is fixed", () => {
      expect(outputs(synthApplication(withServices(fixedImage, fixedImage))).next_step).toBe(
        "Open https://app.example.com",
      );
    });

    it("says what to push and how to go on while the variable is empty", () => {
      const url = reference(json, EcrRepository, "repository_url");

      expect(outputs(json).next_step).toBe(
        `%{ if var.web_image == "" }Push an image to ${url}, then apply again with web_image = "${url}@sha256:<digest that docker push printed>".%{ else }Open https://app.example.com%{ endif }`,
      );
    });

    it("asks for one image after the other where several are missing", () => {
      const both = synthApplication(withServices(undefined, undefined));
      const push = (service: string) => {
        const url = reference(both, EcrRepository, "repository_url", `image_${service}_`);
        return `Push an image to ${url}, then apply again with ${service}_image = "${url}@sha256:<digest that docker push printed>".`;
      };

      expect(outputs(both).next_step).toBe(
        `%{ if var.web_image == "" }${push("web")}%{ else }` +
          `%{ if var.api_image == "" }${push("api")}%{ else }` +
          "Open https://app.example.com%{ endif }%{ endif }",
      );
    });
  });
});
