import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { EnvironmentInput, ServiceInput } from "../../config/schema/environment";
import { parse, reference, resource, resources } from "../support/synth";
import {
  minimalApplication,
  synthApplication,
  testEnvironment,
} from "../support/synth-environment";

type Canary = ServiceInput["canary"];

/** Login, public and machine routes to one service, and a second service without a canary. */
const environment = (canary: Canary, service: ServiceInput = {}): EnvironmentInput =>
  testEnvironment({
    identity: {
      domain: { prefix: "test-login" },
      resourceServers: { api: { scopes: { read: "Read" } } },
      machineClients: { billing: { scopes: ["api/read"] } },
    },
    applications: {
      app: {
        ...minimalApplication,
        services: { web: { ...service, canary }, jobs: {} },
        defaultRoute: { target: { type: "service", service: "web" } },
        routes: [
          {
            conditions: { paths: ["/public"] },
            access: { type: "public" },
            target: { type: "service", service: "web" },
          },
          {
            conditions: { paths: ["/api/*"] },
            access: { type: "token", clients: ["billing"], scopes: ["api/read"] },
            target: { type: "service", service: "web" },
          },
          {
            conditions: { paths: ["/jobs/*"] },
            access: { type: "login" },
            target: { type: "service", service: "jobs" },
          },
        ],
      },
    },
  } as Partial<EnvironmentInput>);

const synth = (canary: Canary, service?: ServiceInput) =>
  synthApplication(environment(canary, service));

interface Action {
  readonly type: string;
  readonly target_group_arn?: string;
  readonly forward?: { readonly target_group: unknown };
}

/** The last action of the default and of every rule. */
function forwards(json: string): Action[] {
  const [listener] = resources(json, LbListener).filter(({ port }) => port === 443);
  const actions = [
    listener?.default_action,
    ...resources(json, LbListenerRule).map((rule) => rule.action),
  ];
  return actions.map((each) => (each as Action[]).at(-1) as Action);
}

const groups = (json: string) => ({
  stable: reference(json, LbTargetGroup, "arn", "services_web_target_group"),
  canary: reference(json, LbTargetGroup, "arn", "services_web_canary_target_group"),
  jobs: reference(json, LbTargetGroup, "arn", "services_jobs_target_group"),
});

const weighted = (json: string, stable: number, canary: number) => ({
  target_group: [
    { arn: groups(json).stable, weight: stable },
    { arn: groups(json).canary, weight: canary },
  ],
  stickiness: { enabled: true, duration: 3600 },
});

describe("a service with a canary", () => {
  const json = synth({ weightPercent: 10 });

  it("is two target groups by weight in every rule that leads to it, whatever the access", () => {
    const all = forwards(json);
    const ofJobs = all.filter(({ target_group_arn }) => target_group_arn !== undefined);

    expect(ofJobs.map(({ target_group_arn }) => target_group_arn)).toEqual([groups(json).jobs]);
    expect(all.length - ofJobs.length).toBeGreaterThanOrEqual(4);
    for (const { forward } of all.filter((each) => !ofJobs.includes(each))) {
      expect(forward).toEqual(weighted(json, 90, 10));
    }
  });

  it.each([
    [0, 100, 0],
    [100, 0, 100],
  ])("keeps both groups in the rules at %i percent", (weightPercent, stable, canary) => {
    const other = synth({ weightPercent });

    expect(forwards(other)[0]?.forward).toEqual(weighted(other, stable, canary));
  });

  it("signs users in as before: only the last action of each rule differs", () => {
    const withoutForward = (text: string) =>
      [...resources(text, LbListener), ...resources(text, LbListenerRule)].map(
        ({ action, default_action, ...rest }) => ({
          ...rest,
          actions: ((action ?? default_action) as Action[]).filter(
            ({ type }) => type !== "forward",
          ),
        }),
      );

    expect(withoutForward(json)).toEqual(withoutForward(synth(undefined)));
  });

  it("moves no rule: their addresses are the same with and without it, at every weight", () => {
    const rules = (text: string) => Object.keys(parse(text).resource?.aws_lb_listener_rule ?? {});

    expect(rules(json)).toEqual(rules(synth(undefined)));
    expect(rules(synth({ weightPercent: 100 }))).toEqual(rules(json));
  });

  it("runs and scales as a service of its own, with the same settings and another image", () => {
    const scaled = synth({ weightPercent: 10 }, { scaling: { minCapacity: 3, maxCapacity: 7 } });
    const services = resources(scaled, EcsService);
    const targets = resources(scaled, AppautoscalingTarget).filter(
      ({ max_capacity }) => max_capacity === 7,
    );

    expect(services.map(({ name }) => name).sort()).toEqual(["jobs", "web", "web-canary"]);
    expect(targets.map(({ min_capacity }) => min_capacity)).toEqual([3, 3]);
    expect(Object.keys(parse(scaled).variable ?? {}).sort()).toEqual([
      "jobs_image",
      "web_canary_image",
      "web_image",
    ]);
  });

  it("pulls from the same repository, and admits the load balancer only", () => {
    expect(resources(json, EcrRepository)).toHaveLength(2);
    expect(parse(json).output?.image_repository_urls?.value).toMatchObject({
      "web-canary": reference(json, EcrRepository, "repository_url", "services_web_"),
      web: reference(json, EcrRepository, "repository_url", "services_web_"),
    });
    expect(
      resources(json, VpcSecurityGroupIngressRule).filter(({ from_port }) => from_port === 8080),
    ).toHaveLength(3);
  });

  it("can be removed, unlike the service", () => {
    expect(Object.keys(parse(json).resource?.terraform_data ?? {})).toEqual(
      expect.arrayContaining(["deletion_protection_of_service_web"]),
    );
    expect(json).not.toContain("deletion_protection_of_service_web-canary");
  });

  it("needs an image once it gets requests", () => {
    const validations = (text: string) => parse(text).variable?.web_canary_image?.validation;

    expect(validations(json)).toContainEqual({
      condition: '${var.web_canary_image != "none"}',
      error_message: expect.stringContaining("weightPercent 0 first"),
    });
    expect(validations(synth({ weightPercent: 0 }))).toHaveLength(1);
  });

  it("runs a fixed image without a variable", () => {
    const digest = (digit: string) => `public.ecr.aws/a/b@sha256:${digit.repeat(64)}`;
    const fixed = synth({ weightPercent: 0, image: digest("2") }, { image: digest("1") });

    expect(Object.keys(parse(fixed).variable ?? {})).toEqual(["jobs_image"]);
    expect(fixed).toContain(digest("2"));
  });
});

it("a service without a canary has one target group and no trace of another", () => {
  const json = synth(undefined);

  expect(json).not.toContain("canary");
  expect(resource(json, LbTargetGroup, "services_web")).toBeDefined();
  expect(forwards(json).every(({ forward }) => forward === undefined)).toBe(true);
});
