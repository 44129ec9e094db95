import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countManagedResources, describeUsage } from "../../scripts/hcp/managed-resources";
import { Project } from "./command";

describe(countManagedResources, () => {
  it("counts every instance, and neither data sources nor types that are never counted", () => {
    const folder = mkdtempSync(join(tmpdir(), "count-"));
    const resource = {
      aws_lb: { one: {}, none: { count: 0 } },
      aws_subnet: { four: { count: 4 }, three: { for_each: { a: 1, b: 2, c: 3 } } },
      aws_ecs_service: { web: { count: '${var.web_image == "none" ? 0 : 1}' } },
      aws_route: { open: { for_each: "${toset(var.cidrs)}" } },
      terraform_data: { protection: {} },
      null_resource: { wait: {} },
    };
    const json = { resource, data: { aws_region: { current: {} } }, module: { extra: {} } };
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json));

    expect(countManagedResources(folder)).toEqual({
      resources: 1 + 4 + 3 + 1 + 1,
      unknown: ["aws_route.open", "module.extra"],
    });
    rmSync(folder, { recursive: true });
  });

  it("counts a whole environment", async () => {
    const project = new Project();
    const { status, stdout } = await project.run(["count"]);
    project.remove();

    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^shared-identity: 3\ntasks: \d\d\nEnvironment seed has \d\d managed resources\./,
    );
  });
});

it("says when an environment exceeds the free plan", () => {
  const text = describeUsage("prod", [
    { resources: 499, unknown: [] },
    { resources: 2, unknown: ["module.x"] },
  ]);

  expect(text).toContain("has 501 managed resources, and more for module.x");
  expect(text).toContain("needs a paid plan");
});
