import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { recognizeSource, sourcesIn } from "../../src/cli/recognize-source.ts";

const fixtures = join(__dirname, "..", "fixtures");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "source-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe(recognizeSource, () => {
  it.each([
    ["a root module", "roots/shop", "terraform"],
    ["a state", "states/shop.json", "state"],
    ["a folder that cdk synth wrote", "cdk/cdk.out", "cdk-out"],
    ["a template of AWS CDK", "cdk/cdk.out/Shop.template.json", "template"],
    ["a template in YAML, with short forms", "templates/notes.yaml", "template"],
    ["synthesized stacks", "stacks", "stacks"],
  ])("recognizes %s", (_, name, kind) => {
    const path = join(fixtures, name);
    expect(recognizeSource(path)).toEqual({ kind, path });
  });

  it("takes the folder of a manifest", () => {
    const path = join(fixtures, "cdk", "cdk.out");
    expect(recognizeSource(join(path, "manifest.json"))).toEqual({ kind: "cdk-out", path });
  });

  it("recognizes a state file of version 4", () => {
    const path = write("terraform.tfstate", '{ "version": 4, "lineage": "x", "resources": [] }');
    expect(recognizeSource(path)).toEqual({ kind: "state", path });
  });

  it.each([
    ["one file of a root module", "main.tf", "", /is one file of Terraform code\. Name its folder/],
    ["a binary plan", "tfplan", "PK\u0003\u0004\u0000", /terraform show -json > state\.json/],
    ["other JSON", "package.json", '{ "name": "x" }', /is neither a Terraform state/],
    ["other YAML", "compose.yaml", "services: {}", /is neither a Terraform state/],
    ["an empty file", "empty.json", "", /is neither JSON nor/],
  ])("says what to do about %s", (_, name, text, message) => {
    expect(recognizeSource(write(name, text))).toMatch(message);
  });

  it("says what to do about a path that does not exist, and a folder without a source", () => {
    expect(recognizeSource(join(folder, "missing"))).toMatch(/missing does not exist/);
    expect(recognizeSource(folder)).toMatch(/contains no source: no \*\.tf file/);
  });

  it("names the sources of a folder with several", () => {
    write("main.tf", "");
    write("template.yaml", "Resources: {}");
    expect(recognizeSource(folder)).toMatch(
      /several sources.*\(Terraform code\), .*template\.yaml \(a CloudFormation template\)/,
    );
  });
});

describe(sourcesIn, () => {
  it.each([
    ["cdk.out", "cdk/cdk.out", "cdk.out", "cdk-out"],
    ["cdktf.out/stacks", "stacks", "cdktf.out/stacks", "stacks"],
    ["infra", "roots/layered/app", "infra", "terraform"],
  ])("finds %s of a project", (_, from, to, kind) => {
    cpSync(join(fixtures, from), join(folder, to), { recursive: true });
    write("package.json", "{}");
    expect(sourcesIn(folder)).toEqual([{ kind, path: join(folder, to) }]);
  });

  it("finds every template, and no other YAML", () => {
    write("template.yaml", "Resources: {}");
    write("shop.template.json", '{ "Resources": {} }');
    write("compose.yaml", "services: {}");
    write("mail.template.json", '{ "subject": "Hello" }');
    expect(sourcesIn(folder)).toEqual([
      { kind: "template", path: join(folder, "shop.template.json") },
      { kind: "template", path: join(folder, "template.yaml") },
    ]);
  });

  it("looks into infra only where the folder itself has nothing", () => {
    write("main.tf", "");
    write("infra/main.tf", "");
    expect(sourcesIn(folder)).toEqual([{ kind: "terraform", path: folder }]);
  });
});
