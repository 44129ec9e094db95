import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { environment as example } from "../../environments/example";
import { environment as minimal } from "../../environments/minimal";
import { ApplicationStack } from "../../stacks/application-stack";
import { ruleAt, rulesInOrder } from "../support/listener-rules";
import {
  address,
  type Block,
  jsonText,
  reference,
  resource,
  resourceCounts,
  resources,
  resourcesByName,
} from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const identity = (output: string) =>
  `\${data.terraform_remote_state.deploy_shared_identity_first.outputs.${output}}`;

describe(ApplicationStack, () => {
  const json = synthApplication(example, "tasks");

  it("creates these resources for the minimal environment, and no others", () => {
    expect(resourceCounts(synthApplication(minimal))).toEqual({
      aws_acm_certificate: 1,
      aws_acm_certificate_validation: 1,
      aws_appautoscaling_policy: 2,
      aws_appautoscaling_target: 1,
      aws_cloudwatch_log_group: 2,
      aws_cognito_user_pool_client: 1,
      aws_default_security_group: 1,
      aws_ecr_repository: 1,
      aws_ecs_cluster: 1,
      aws_ecs_cluster_capacity_providers: 1,
      aws_ecs_service: 1,
      aws_ecs_task_definition: 1,
      aws_eip: 1,
      aws_flow_log: 1,
      aws_iam_role: 3,
      aws_iam_role_policy: 2,
      aws_internet_gateway: 1,
      aws_lb: 1,
      aws_lb_listener: 2,
      aws_lb_listener_rule: 1,
      aws_lb_target_group: 1,
      aws_nat_gateway: 1,
      aws_route: 3,
      aws_route53_record: 2,
      aws_route_table: 3,
      aws_route_table_association: 4,
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_security_group: 2,
      aws_subnet: 4,
      aws_vpc: 1,
      aws_vpc_endpoint: 1,
      aws_vpc_security_group_egress_rule: 3,
      aws_vpc_security_group_ingress_rule: 3,
      terraform_data: 2,
    });
  });

  it("registers its own app client in the shared pool, with the scopes of its routes only", () => {
    expect(resources(json, CognitoUserPoolClient)).toHaveLength(1);
    expect(resource(json, CognitoUserPoolClient)).toMatchObject({
      name: "example-tasks",
      user_pool_id: identity("user_pool_id"),
      allowed_oauth_scopes: ["openid", "email", "profile", "tasks/read", "tasks/write"],
      callback_urls: ["https://tasks.example.com/oauth2/idpresponse"],
      logout_urls: ["https://tasks.example.com/signed-out"],
      access_token_validity: 15,
      refresh_token_validity: 12,
    });
  });

  it("registers callback and sign-out URLs of every host name", () => {
    expect(resource(synthApplication(example, "notes"), CognitoUserPoolClient)).toMatchObject({
      callback_urls: [
        "https://notes.example.com/oauth2/idpresponse",
        "https://wiki.example.com/oauth2/idpresponse",
      ],
      logout_urls: ["https://notes.example.com/signed-out", "https://wiki.example.com/signed-out"],
    });
  });

  it("signs users in with its own app client in the shared pool", () => {
    const [authenticate] = resource(json, LbListener, "https_listener_").default_action as Block[];

    expect(authenticate).toEqual({
      type: "authenticate-cognito",
      order: 1,
      authenticate_cognito: {
        user_pool_arn: identity("user_pool_arn"),
        user_pool_client_id: reference(json, CognitoUserPoolClient, "id"),
        user_pool_domain: identity("user_pool_domain"),
        scope: "openid email profile",
        session_cookie_name: "AWSELBAuthSessionCookie-c05e4ade",
        session_timeout: 43_200,
        on_unauthenticated_request: "authenticate",
      },
    });
  });

  it("creates every record in the application's hosted zone", () => {
    const notes = synthApplication(example, "notes");
    const records = resources(notes, Route53Record);

    expect(records).toHaveLength(4);
    for (const { zone_id } of records) expect(zone_id).toBe("Z0123456789ABCDEFGHIJ");
    expect(records.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["notes.example.com", "wiki.example.com"]),
    );
  });

  it.each([true, false])(
    "protects load balancer, logs and images when deletionProtection is %s",
    (kept) => {
      const some = synthApplication(withApplication({ deletionProtection: kept }));

      expect(resource(some, Lb).enable_deletion_protection).toBe(kept);
      expect(resource(some, S3Bucket).force_destroy).toBe(!kept);
      expect(resource(some, EcrRepository).force_delete).toBe(!kept);
    },
  );

  it("creates one rule for each route, in order", () => {
    expect(rulesInOrder(json).map(({ priority }) => Number(priority) % 10)).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
  });

  it("passes the contract to its containers, from the shared pool and its own app client", () => {
    const task = resource(json, EcsTaskDefinition);
    const [container] = jsonText(task.container_definitions) as [{ environment: unknown }];

    expect(container.environment).toEqual([
      { name: "ALB_ARN", value: reference(json, Lb, "arn") },
      { name: "APP_URL", value: "https://tasks.example.com" },
      { name: "APP_URLS", value: "https://tasks.example.com" },
      { name: "COGNITO_CLIENT_ID", value: reference(json, CognitoUserPoolClient, "id") },
      { name: "COGNITO_DOMAIN_URL", value: identity("user_pool_domain_base_url") },
      { name: "COGNITO_ISSUER", value: identity("user_pool_issuer") },
      { name: "DEMO_PAGES", value: "tasks,admin,public" },
      { name: "IDLE_TIMEOUT_SECONDS", value: "60" },
      { name: "LOG_LEVEL", value: "info" },
      { name: "PORT", value: "8080" },
      {
        name: "SESSION_COOKIE_NAMES",
        value: "AWSELBAuthSessionCookie-c05e4ade,AWSELBAuthSessionCookie-537f2a54",
      },
      { name: "SIGNED_OUT_PATH", value: "/signed-out" },
      { name: "SIGN_OUT_PATH", value: "/logout" },
      { name: "STOP_TIMEOUT_SECONDS", value: "30" },
    ]);
  });

  it("passes every host name, the sign-out paths and the timeouts to each service", () => {
    const some = synthApplication(
      withApplication({
        additionalHostNames: ["wiki.example.com"],
        idleTimeoutSeconds: 300,
        signOut: {
          path: "/bye",
          redirectPath: "/gone",
          target: { type: "service", service: "web" },
        },
        services: { web: { stopTimeoutSeconds: 45 }, api: {} },
        routes: [
          {
            conditions: { paths: ["/api/*"] },
            access: { type: "login" },
            target: { type: "service", service: "api" },
          },
        ],
        defaultRoute: { target: { type: "service", service: "web" } },
      }),
    );
    const containers = resources(some, EcsTaskDefinition).map((task) => {
      const [container] = jsonText(task.container_definitions) as [
        { environment: { name: string; value: string }[] },
      ];
      return Object.fromEntries(container.environment.map(({ name, value }) => [name, value]));
    });

    expect(containers.map(({ STOP_TIMEOUT_SECONDS }) => STOP_TIMEOUT_SECONDS).sort()).toEqual([
      "30",
      "45",
    ]);
    for (const environment of containers) {
      expect(environment).toMatchObject({
        APP_URLS: "https://app.example.com,https://wiki.example.com",
        SIGN_OUT_PATH: "/bye",
        SIGNED_OUT_PATH: "/gone",
        IDLE_TIMEOUT_SECONDS: "300",
      });
    }
  });

  describe("on a first apply", () => {
    it("listens after the certificate is validated", () => {
      expect(resource(json, LbListener, "https_listener_").certificate_arn).toBe(
        reference(json, AcmCertificateValidation, "certificate_arn"),
      );
    });

    it("creates rules after the client, domain and listener", () => {
      for (const rule of resources(json, LbListenerRule)) {
        expect(rule.listener_arn).toBe(reference(json, LbListener, "arn", "https_listener_"));
      }
      expect(JSON.stringify(ruleAt(json, 3))).toContain(identity("user_pool_domain"));
    });

    it("enables access logs after the bucket's policy", () => {
      expect(resource(json, Lb).depends_on).toContain(address(json, S3BucketPolicy));
    });

    it("starts a service after the listener and every rule", () => {
      const rules = Object.keys(resourcesByName(json, LbListenerRule));

      expect(resource(json, EcsService).depends_on).toEqual(
        expect.arrayContaining([
          address(json, LbListener, "https_listener_"),
          ...rules.map((rule) => `aws_lb_listener_rule.${rule}`),
        ]),
      );
      expect(resource(json, EcsService).load_balancer).toMatchObject([
        { target_group_arn: reference(json, LbTargetGroup, "arn") },
      ]);
    });
  });

  it("gives every role the path and the permissions boundary that the environment demands", () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    const iam = { rolePath: "/applications/", permissionsBoundaryArn: boundary };
    const roles = resources(synthApplication(withApplication({}, { iam })), IamRole);

    expect(roles.map(({ name }) => name)).toEqual([
      "test-app-flow-logs",
      "test-app-web-execution",
      "test-app-web-task",
    ]);
    for (const role of roles) {
      expect(role).toMatchObject({ path: "/applications/", permissions_boundary: boundary });
    }
    for (const role of resources(synthApplication(withApplication({})), IamRole)) {
      expect(role).not.toHaveProperty("path");
      expect(role).not.toHaveProperty("permissions_boundary");
    }
  });
});
