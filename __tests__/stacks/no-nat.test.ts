import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { environmentWarnings } from "../../config/warnings/environment-warnings";
import { changed, issue, issuesOf } from "../config/valid-environment";
import { parse, reference, resource, resources } from "../support/synth";
import {
  checked,
  minimalApplication,
  synthApplication,
  testEnvironment,
} from "../support/synth-environment";

const environment = testEnvironment({
  applications: {
    tasks: {
      ...minimalApplication,
      hostName: "tasks.example.com",
      network: { type: "new", nat: "none" },
    },
    notes: {
      ...minimalApplication,
      hostName: "notes.example.com",
      network: { type: "application", application: "tasks" },
    },
  },
});
const owner = synthApplication(environment, "tasks");
const user = synthApplication(environment, "notes");
const output = (name: string) =>
  `\${data.terraform_remote_state.deploy_tasks_first.outputs.${name}}`;

describe("an application without a NAT gateway", () => {
  it("runs its tasks beside the load balancer, with public addresses", () => {
    const subnets = resource(owner, Lb).subnets;

    expect(resource(owner, EcsService).network_configuration).toMatchObject({
      subnets,
      assign_public_ip: true,
    });
  });

  it("admits to the tasks nobody but the load balancer", () => {
    const groupOf = (part: string) => reference(owner, SecurityGroup, "id", part);
    const toTasks = resources(owner, VpcSecurityGroupIngressRule).filter(
      ({ security_group_id }) => security_group_id === groupOf("services_web"),
    );

    expect(toTasks).toEqual([
      expect.objectContaining({
        referenced_security_group_id: groupOf("load_balancer_"),
        from_port: 8080,
        to_port: 8080,
      }),
    ]);
    expect(toTasks[0]).not.toHaveProperty("cidr_ipv4");
  });

  it("starts tasks once their route to the internet exists", () => {
    expect(resource(owner, EcsService).depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^aws_route\.network_public_routes/)]),
    );
  });

  it("publishes where tasks run, and only then", () => {
    expect(parse(owner).output).toMatchObject({
      private_subnet_ids: { value: [] },
      tasks_have_public_addresses: { value: true },
    });
    expect(synthApplication(testEnvironment())).not.toContain("tasks_have_public_addresses");
  });
});

describe("an application in the network of one without a NAT gateway", () => {
  it("runs its tasks in the public subnets too", () => {
    expect(resource(user, EcsService).network_configuration).toMatchObject({
      subnets: output("public_subnet_ids"),
      assign_public_ip: true,
    });
  });

  it("fails the plan while the owner has another kind of network", () => {
    const state = parse(user).data?.terraform_remote_state?.deploy_tasks_first;

    expect(state?.lifecycle).toMatchObject({
      postcondition: expect.arrayContaining([
        {
          condition: "${try(self.outputs.tasks_have_public_addresses, false) == true}",
          error_message: expect.stringContaining("still has private subnets with a NAT gateway"),
        },
      ]),
    });
  });
});

describe("the environment", () => {
  const app = "applications.app";
  const shared = { type: "application", application: "app" };

  it("rejects an internal load balancer, which could not reach Cognito", () => {
    expect(issuesOf(changed([`${app}.network.nat`, "none"], [`${app}.internal`, true]))).toEqual([
      issue(`${app}.internal`, true, "could not reach Cognito", 'nat: "single"'),
    ]);
  });

  it("rejects one in the network of such an application", () => {
    const notes = "applications.notes";

    expect(
      issuesOf(
        changed(
          [`${app}.network.nat`, "none"],
          [`${app}.internal`, false],
          [`${notes}.network`, shared],
          [`${notes}.internal`, true],
        ),
      ),
    ).toEqual([issue(`${notes}.internal`, true, 'the network of "app"', 'give "app"')]);
  });

  it("warns of the public addresses, and names every application that has them", () => {
    expect(environmentWarnings(checked(environment))).toContainEqual({
      path: ["applications", "tasks", "network", "nat"],
      message: expect.stringMatching(
        /tasks of tasks, notes public addresses.*CKV_AWS_333.*changes with every task/,
      ),
      fix: expect.stringContaining('nat: "single"'),
    });
    expect(environmentWarnings(checked(testEnvironment()))).toEqual([]);
  });
});
