import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { readStacks } from "alb-emulator";
import { App } from "cdktf";
import type { EnvironmentInput } from "../../config/schema/environment";
import { createStacks } from "../../synthesis/create-stacks";
import { address, parse, reference, resource, resourceCounts, resources } from "../support/synth";
import {
  checked,
  minimalApplication,
  synthApplication,
  testEnvironment,
} from "../support/synth-environment";

type Network = NonNullable<EnvironmentInput["applications"][string]["network"]>;

/** `notes` stands first in the file and uses the network of `tasks`. */
const shared = (network: Network = { type: "new" }) =>
  testEnvironment({
    applications: {
      notes: {
        ...minimalApplication,
        hostName: "notes.example.com",
        network: { type: "application", application: "tasks" },
      },
      tasks: { ...minimalApplication, hostName: "tasks.example.com", network },
    },
  });

const output = (name: string) =>
  `\${data.terraform_remote_state.deploy_tasks_first.outputs.${name}}`;

describe("an application in the network of another one", () => {
  const owner = synthApplication(shared(), "tasks");
  const user = synthApplication(shared(), "notes");

  it("creates nothing of the network", () => {
    const counts = resourceCounts(user);

    expect(
      Object.keys(counts).filter((type) => /vpc$|subnet|nat_|route_table|flow/.test(type)),
    ).toEqual([]);
  });

  it("places load balancer, service, target group and security groups in it", () => {
    expect(resource(user, Lb).subnets).toBe(output("public_subnet_ids"));
    expect(resource(user, EcsService).network_configuration).toMatchObject({
      subnets: output("private_subnet_ids"),
    });
    expect(resource(user, LbTargetGroup).vpc_id).toBe(output("vpc_id"));
    for (const group of resources(user, SecurityGroup)) {
      expect(group.vpc_id).toBe(output("vpc_id"));
    }
  });

  it("reads what the owner publishes, once its routes exist", () => {
    const published = parse(owner).output ?? {};

    expect(published.vpc_id?.value).toBe(reference(owner, Vpc, "id"));
    expect(published.public_subnet_ids?.value).toEqual(
      [1, 2].map((index) => reference(owner, Subnet, "id", `network_public_subnets_${index}_`)),
    );
    expect(published.network_is_dual_stack?.value).toBe(false);
    for (const name of ["vpc_id", "public_subnet_ids", "private_subnet_ids"]) {
      expect(published[name]?.depends_on).toEqual(
        expect.arrayContaining([expect.stringMatching(/^aws_route\./)]),
      );
    }
  });

  it("fails the plan before the owner is deployed, or while its IPv6 ranges differ", () => {
    const lifecycle = parse(user).data?.terraform_remote_state?.deploy_tasks_first?.lifecycle;

    expect(lifecycle).toMatchObject({
      precondition: [{ error_message: expect.stringContaining("Deploy test--tasks first") }],
      postcondition: [
        { condition: expect.stringContaining("contains(keys(self.outputs), name)") },
        { condition: "${try(self.outputs.network_is_dual_stack, false) == false}" },
        { condition: "${try(self.outputs.tasks_have_public_addresses, false) == false}" },
      ],
    });
  });

  it("is dual-stack if the owner's network is", () => {
    const dualStack = synthApplication(shared({ type: "new", ipv6: true }), "notes");

    expect(resource(dualStack, Lb).ip_address_type).toBe("dualstack");
    expect(dualStack).toContain("network_is_dual_stack, false) == true");
  });

  it("can be the network of an application with an existing VPC", () => {
    const existing = synthApplication(
      shared({
        type: "existing",
        vpcId: "vpc-0a1b2c3d",
        publicSubnetIds: ["subnet-0000000a", "subnet-0000000b"],
        privateSubnetIds: ["subnet-0000000c"],
      }),
      "tasks",
    );

    expect(parse(existing).output?.vpc_id?.value).toBe("vpc-0a1b2c3d");
  });

  it("does not change the resources of the owner", () => {
    const alone = synthApplication(
      testEnvironment({
        applications: { tasks: { ...minimalApplication, hostName: "tasks.example.com" } },
      }),
      "tasks",
    );

    expect(address(owner, Vpc)).toBe(address(alone, Vpc));
    expect(owner).toBe(alone);
  });
});

describe("the stacks of a shared network", () => {
  const folder = mkdtempSync(join(tmpdir(), "shared-network-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are deployed after the owner, and can be emulated", () => {
    const app = new App({ outdir: folder });
    createStacks(app, checked(shared()));
    app.synth();

    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
    expect(manifest.stacks["test--notes"].dependencies).toEqual(
      expect.arrayContaining(["test--shared-identity", "test--tasks"]),
    );
    expect(manifest.stacks["test--tasks"].dependencies).toEqual(["test--shared-identity"]);
    const { loadBalancers } = readStacks(join(folder, "stacks"));
    expect(loadBalancers).toHaveLength(2);
  });
});
