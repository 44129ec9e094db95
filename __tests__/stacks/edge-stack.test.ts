import { CognitoUserPoolClient } from "@cdktf/provider-aws/lib/cognito-user-pool-client";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { ApplicationInput, EnvironmentInput } from "../../config/schema/environment";
import { parse, reference, resource, resourceCounts, resources } from "../support/synth";
import { minimalApplication, synthComponent, testEnvironment } from "../support/synth-environment";

const behindEdge = (name: string, slot: number): ApplicationInput => ({
  ...minimalApplication,
  hostName: `${name}.example.com`,
  loadBalancer: { type: "edge", slot },
});

const onEdge = (input: Partial<EnvironmentInput> = {}): EnvironmentInput =>
  testEnvironment({
    edge: { hostName: "edge.example.com", hostedZone: minimalApplication.hostedZone },
    applications: { tasks: behindEdge("tasks", 1), notes: behindEdge("notes", 2) },
    ...input,
  });

const ofEdge = (output: string) =>
  `\${data.terraform_remote_state.deploy_edge_first.outputs.${output}}`;

describe("the stack of an edge", () => {
  const edge = synthComponent(onEdge(), "edge");

  it("returns 404 for every host name that no rule names", () => {
    const [https] = resources(edge, LbListener).filter(({ port }) => port === 443);

    expect(https?.default_action).toEqual([
      expect.objectContaining({
        type: "fixed-response",
        fixed_response: expect.objectContaining({ status_code: "404" }),
      }),
    ]);
    expect(resourceCounts(edge)).not.toHaveProperty("aws_lb_listener_rule");
    expect(resourceCounts(edge)).not.toHaveProperty("aws_cognito_user_pool_client");
  });

  it("registers who has which slot, and publishes no secret", () => {
    const { output = {} } = parse(edge);

    expect(output.slots?.value).toEqual({ tasks: 1, notes: 2 });
    expect(output.edge_contract_version?.value).toBe(1);
    expect(output.load_balancer_arn?.value).toBe(reference(edge, Lb, "arn"));
    expect(output.cluster_name?.value).toBe(reference(edge, EcsCluster, "name"));
    expect(output.vpc_id?.value).toBe(reference(edge, Vpc, "id"));
    expect(Object.values(output).filter(({ sensitive }) => sensitive === true)).toEqual([]);
  });

  it("says that its applications are deployed next", () => {
    expect(parse(edge).output?.next_step?.value).toBe(
      "Deploy the applications behind this load balancer:\n  npm run deploy -- --environment test",
    );
  });

  it("protects load balancer, HTTPS listener, security group and VPC from destruction", () => {
    const lifecycleOf = (input: EnvironmentInput) => {
      const json = synthComponent(input, "edge");
      const [https] = resources(json, LbListener).filter(({ port }) => port === 443);
      return [
        resource(json, Lb),
        https,
        resource(json, SecurityGroup, "load_"),
        resource(json, Vpc),
      ].map((each) => (each?.lifecycle as { prevent_destroy?: boolean })?.prevent_destroy ?? false);
    };
    const edgeOf = onEdge().edge;
    const unprotected = edgeOf && { ...edgeOf, deletionProtection: false };

    expect(lifecycleOf(onEdge())).toEqual([true, true, true, true]);
    expect(lifecycleOf(onEdge({ edge: unprotected }))).toEqual([false, false, false, false]);
  });

  it("has no DNS record of its host name", () => {
    expect(resources(edge, Route53Record).filter(({ type }) => type !== undefined)).toEqual([
      expect.objectContaining({ lifecycle: { ignore_changes: ["name", "type", "records"] } }),
    ]);
  });

  it("says nothing of its security group's rules in the group itself", () => {
    // They would remove the egress rules of the applications.
    const group = resource(edge, SecurityGroup, "load_");

    expect(Object.keys(group)).not.toEqual(expect.arrayContaining(["egress"]));
    expect(Object.keys(group)).not.toEqual(expect.arrayContaining(["ingress"]));
  });

  it("is the same whatever its applications are, but for the slots", () => {
    const third = { ...onEdge().applications, third: behindEdge("third", 3) };
    const other = synthComponent(onEdge({ applications: third }), "edge");
    const withoutSlots = (json: string) => {
      const { output, ...rest } = parse(json);
      return { ...rest, output: { ...output, slots: undefined } };
    };

    expect(parse(other).output?.slots?.value).toEqual({ tasks: 1, notes: 2, third: 3 });
    expect(withoutSlots(other)).toEqual(withoutSlots(edge));
  });
});

describe("an application on an edge", () => {
  const notes = synthComponent(onEdge(), "notes");

  it("creates neither load balancer, network nor cluster", () => {
    const types = Object.keys(resourceCounts(notes));

    expect(
      types.filter((type) =>
        /^aws_(lb|lb_listener|vpc|subnet|nat_.*|ecs_cluster|s3_.*)$/.test(type),
      ),
    ).toEqual([]);
  });

  it("attaches its certificate to the edge's listener before an old one is removed", () => {
    expect(resource(notes, LbListenerCertificate)).toMatchObject({
      listener_arn: ofEdge("https_listener_arn"),
      certificate_arn: expect.stringContaining("aws_acm_certificate_validation."),
      lifecycle: { create_before_destroy: true },
    });
  });

  it("has its host name in every rule, and priorities of its slot", () => {
    const rules = resources(notes, LbListenerRule);

    expect(rules).toHaveLength(2);
    for (const { priority, condition, listener_arn } of rules) {
      expect(listener_arn).toBe(ofEdge("https_listener_arn"));
      expect(Math.floor(Number(priority) / 1000)).toBe(2);
      expect(condition).toContainEqual({ host_header: { values: ["notes.example.com"] } });
    }
  });

  it("ends with a sign-in by its own client, in a session cookie of its own", () => {
    const last = resources(notes, LbListenerRule).sort(
      (a, b) => Number(b.priority) - Number(a.priority),
    )[0];

    expect(last?.action).toEqual([
      expect.objectContaining({
        type: "authenticate-cognito",
        authenticate_cognito: expect.objectContaining({
          session_cookie_name: expect.stringMatching(/^AWSELBAuthSessionCookie-notes(-|$)/),
          user_pool_client_id: reference(notes, CognitoUserPoolClient, "id"),
        }),
      }),
      expect.objectContaining({ type: "forward" }),
    ]);
  });

  it("adds one egress rule for its service to the edge's security group", () => {
    const toService = resources(notes, VpcSecurityGroupEgressRule).filter(
      ({ security_group_id }) => security_group_id === ofEdge("load_balancer_security_group_id"),
    );

    expect(toService).toEqual([
      expect.objectContaining({
        from_port: 8080,
        to_port: 8080,
        referenced_security_group_id: reference(notes, SecurityGroup, "id", "services_web_"),
      }),
    ]);
  });

  it("runs in the edge's cluster and private subnets, once its rules exist", () => {
    const service = resource(notes, EcsService);

    expect(service).toMatchObject({
      cluster: ofEdge("cluster_arn"),
      network_configuration: { subnets: ofEdge("private_subnet_ids") },
    });
    expect(service.depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^aws_lb_listener_rule\./)]),
    );
  });

  it("gets the shared load balancer as signer, and its own client", () => {
    const [container] = JSON.parse(
      String(resource(notes, EcsTaskDefinition).container_definitions).replaceAll("\n", ""),
    );
    const values = Object.fromEntries(
      container.environment.map(({ name, value }: Record<string, string>) => [name, value]),
    );

    expect(values).toMatchObject({
      ALB_ARN: ofEdge("load_balancer_arn"),
      COGNITO_CLIENT_ID: reference(notes, CognitoUserPoolClient, "id"),
      APP_URLS: "https://notes.example.com",
    });
  });

  it("has DNS records of the load balancer after its certificate, its rules and its service", () => {
    const [alias] = resources(notes, Route53Record).filter(
      ({ alias: target }) => target !== undefined,
    );

    expect(alias).toMatchObject({
      name: "notes.example.com",
      alias: { name: ofEdge("load_balancer_dns_name"), zone_id: ofEdge("load_balancer_zone_id") },
    });
    const after = ((alias?.depends_on ?? []) as string[]).map((each) => each.split(".")[0]);
    expect(new Set(after)).toEqual(
      new Set(["aws_ecs_service", "aws_lb_listener_certificate", "aws_lb_listener_rule"]),
    );
  });

  it("fails the plan where the edge does not fit", () => {
    const { lifecycle } = parse(notes).data?.terraform_remote_state?.deploy_edge_first ?? {};
    const { precondition, postcondition } = lifecycle as Record<
      string,
      { error_message: string }[]
    >;
    const messages = [...(precondition ?? []), ...(postcondition ?? [])].map(
      ({ error_message }) => error_message,
    );

    for (const text of [
      "Stack test--edge has no state yet",
      "does not have version 1 of the edge's outputs",
      "lacks an output",
      "is not in eu-central-1",
      "does not give slot 2 to application notes",
      "does not close idle connections after 60 seconds",
      "dual-stack",
    ]) {
      expect(messages).toContainEqual(expect.stringContaining(text));
    }
  });
});
