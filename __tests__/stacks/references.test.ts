import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { TerraformStack, Testing } from "cdktf";
import { environment as example } from "../../environments/example";
import { environment as minimal } from "../../environments/minimal";
import { testApp } from "../support/synth";
import { synthApplication, synthIdentity, withApplication } from "../support/synth-environment";
import { declaredAddresses, referencedAddresses } from "../support/synth-references";

const wide = withApplication({
  additionalHostNames: ["wiki.example.com"],
  network: { type: "new", availabilityZoneCount: 3, nat: "per-az", ipv6: true },
  services: {
    web: { egress: [{ port: 5432, cidr: "10.2.0.0/16", description: "Postgres" }] },
    api: { image: `registry.example.com/api@sha256:${"0".repeat(64)}` },
  },
  routes: [
    {
      conditions: { paths: ["/api/*"] },
      access: { type: "login", scopes: ["openid"], onUnauthenticatedRequest: "deny" },
      target: { type: "service", service: "api" },
    },
  ],
  defaultRoute: { target: { type: "service", service: "web" } },
});

const foreign = (json: string) =>
  [...referencedAddresses(json)].filter((address) => !declaredAddresses(json).has(address));

describe("references", () => {
  it.each([
    ["the shared identity", synthIdentity(example)],
    ["the application tasks", synthApplication(example, "tasks")],
    ["the application notes", synthApplication(example, "notes")],
    ["the application of the minimal environment", synthApplication(minimal)],
    ["an application with everything", synthApplication(wide)],
  ])("all lead to a block of the same stack in %s", (_, json) => {
    expect(referencedAddresses(json).size).toBeGreaterThan(0);
    expect(foreign(json)).toEqual([]);
  });

  it("are found in values, expressions and dependencies when they lead to another stack", () => {
    const app = testApp();
    const one = new TerraformStack(app, "one");
    const other = new TerraformStack(app, "other");
    const bucket = new S3Bucket(one, "bucket", {});
    new LbTargetGroup(other, "group", { name: bucket.id, dependsOn: [bucket] });
    new S3Bucket(other, "copy", { bucket: '${one(aws_lb.gone[*].name) == "" ? var.none : "a"}' });

    expect(foreign(Testing.synth(other)).sort()).toEqual([
      "aws_lb.gone",
      "aws_s3_bucket.bucket",
      "var.none",
    ]);
  });
});
