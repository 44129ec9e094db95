import { environment as example } from "../../environments/example";
import { describeWithTerraform } from "./describe-with-tools";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const stacks = ["shared-identity", "tasks", "notes"];

describeWithTerraform("the example environment with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    const { name } = bench.synthesize(example);
    expect(name).toBe("example");
  });

  afterAll(() => bench?.close());

  step("every stack validates", async () => {
    for (const stackName of stacks) {
      await bench.stack(stackName).init();
      expect(await bench.stack(stackName).validate()).toContain("The configuration is valid");
    }
  });

  step("the identity applies, with its groups and resource servers", async () => {
    expect(await bench.stack("shared-identity").apply()).toMatchObject({ exitCode: 0 });

    expect(await bench.stack("shared-identity").resources()).toHaveLength(4);
    expect((await bench.stack("shared-identity").outputs()).custom_scopes).toEqual([
      "tasks/read",
      "tasks/write",
    ]);
  });

  step("the second application plans two host names and a NAT gateway in every zone", async () => {
    const { exitCode, changes } = await bench.stack("notes").plan({ web_image: "none" });

    expect(exitCode).toBe(2);
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(["create"]));
    const planned = (type: string) =>
      changes.filter(({ address }) => address.startsWith(`${type}.`)).length;
    expect(planned("aws_nat_gateway")).toBe(3);
    expect(planned("aws_subnet")).toBe(6);
    expect(planned("aws_acm_certificate")).toBe(1);
    // Two aliases, and two records that validate the certificate.
    expect(planned("aws_route53_record")).toBe(4);
    expect(planned("aws_ecs_service")).toBe(0);
  });
});
