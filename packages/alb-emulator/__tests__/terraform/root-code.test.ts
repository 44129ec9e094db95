import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RootCode } from "../../src/sources/terraform-root/root-code.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "root-code-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function code(text: string): RootCode {
  writeFileSync(join(folder, "main.tf"), text);
  return new RootCode(folder);
}

describe(RootCode, () => {
  it("mocks every provider that reaches something, under all its aliases", () => {
    const { mockedProviders } = code(`
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    cloudflare = {
      source  = "cloudflare/cloudflare"
      version = "~> 4.0"
    }
    random = { source = "hashicorp/random" }
  }
}
provider "aws" {
  region = "eu-west-1"
  default_tags { tags = { Name = "\${var.name}" } }
}
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}
# provider "aws" { alias = "old" }
`);

    expect(Object.fromEntries(mockedProviders.call(new RootCode(folder)))).toEqual({
      aws: [undefined, "us_east_1"],
      terraform: [undefined],
      cloudflare: [undefined],
    });
    expect(new RootCode(folder).region()).toBe("eu-west-1");
  });

  it.each([
    ["a text", 'provider "aws" {\n  region = "eu-north-1"\n}', "eu-north-1"],
    [
      "a variable's default",
      'variable "region" {\n  default = "eu-west-3"\n}\nprovider "aws" {\n  region = var.region\n}',
      "eu-west-3",
    ],
    [
      "a local value",
      'locals {\n  region = "eu-south-1"\n}\nprovider "aws" {\n  region = local.region\n}',
      "eu-south-1",
    ],
  ])("finds the region in %s", (_name, text, region) => {
    expect(code(text).region()).toBe(region);
  });

  it("finds provisioners of the root and of its modules, but none in comments", () => {
    const modules = join(folder, ".terraform", "modules");
    mkdirSync(join(folder, "child"));
    mkdirSync(modules, { recursive: true });
    const json = {
      Modules: [
        { Key: "", Dir: "." },
        { Key: "c", Dir: "child" },
      ],
    };
    writeFileSync(join(modules, "modules.json"), JSON.stringify(json));
    const root = code('# provisioner "local-exec" {}\nmodule "c" {\n  source = "./child"\n}');
    expect(root.hasProvisioners(folder)).toBe(false);

    writeFileSync(
      join(folder, "child", "main.tf"),
      'resource "null_resource" "x" {\n  provisioner "local-exec" {\n    command = "true"\n  }\n}',
    );

    expect(root.hasProvisioners(folder)).toBe(true);
  });

  it("lists the outputs that are read from other states", () => {
    const text = `
locals {
  a = data.terraform_remote_state.network.outputs.vpc_id
  b = data.terraform_remote_state.network.outputs["subnet_ids"]
  c = data.terraform_remote_state.edge[0].outputs.listener_arn
}`;

    expect(Object.fromEntries(code(text).remoteOutputs(folder))).toEqual({
      network: ["vpc_id", "subnet_ids"],
      edge: ["listener_arn"],
    });
  });
});
