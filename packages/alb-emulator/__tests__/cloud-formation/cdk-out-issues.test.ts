import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cdkOut } from "../../src/sources/cloud-formation/cdk-out.ts";
import { AssemblyCopy } from "./assembly-copy.ts";

let assembly: AssemblyCopy;
beforeEach(() => {
  assembly = new AssemblyCopy();
});
afterEach(() => assembly.remove());

const issues = async (): Promise<readonly string[]> =>
  cdkOut(assembly.folder)
    .read()
    .then(
      () => [],
      (error) => error.issues,
    );

describe("issues of an AWS CDK app", () => {
  it("reports everything that it cannot read, each with logical id, property and file", async () => {
    assembly.edit("manifest.json", ({ artifacts }) => {
      delete artifacts.Identity;
    });
    assembly.edit("Shop.template.json", ({ Resources }) => {
      const { Properties } = Resources.WebLB720665E7;
      Properties.LoadBalancerAttributes = [
        { Key: "routing.http.xff_client_port.enabled", Value: "true" },
        { Key: "new.attribute", Value: "on" },
      ];
      Resources.WebLBPublicListenerClosedRuleC50228FF.Properties.Actions[0].Type = "other";
      Resources.User = { Type: "AWS::Cognito::UserPoolUser", Properties: {} };
      Resources.Unrelated = { Type: "AWS::SNS::Topic", Properties: { Name: { "Fn::No": [] } } };
    });

    const file = join(assembly.folder, "Shop.template.json");
    expect(await issues()).toEqual(
      expect.arrayContaining([
        `User in ${file}: the type is not supported by the emulator. Its effect in AWS would silently be missing here. Remove it to emulate the rest.`,
        expect.stringMatching(
          /^WebLB720665E7 in .*Shop\.template\.json: LoadBalancerAttributes\.routing\.http\.xff_client_port\.enabled true: /,
        ),
        expect.stringMatching(/^WebLB720665E7 in .*: NewAttribute is not supported/),
        expect.stringMatching(
          /^WebLBPublicListenerClosedRule\w+ in .*: Actions\.0\.Type "other": /,
        ),
        expect.stringMatching(
          /^WebLBPublicListenerAccountRule\w+ in .*: Actions: no template exports Identity:ExportsOutput\w+; add the one that does\.$/,
        ),
      ]),
    );
    expect((await issues()).join("\n")).not.toMatch(/Unrelated|InvoicesBucket/);
  });

  it.each([
    ["a folder that AWS CDK did not write", () => rmSync(join(assembly.folder, "manifest.json"))],
    [
      "an app without stacks",
      () =>
        assembly.edit("manifest.json", (manifest) => Object.assign(manifest, { artifacts: {} })),
    ],
    [
      "a manifest that is not JSON",
      () => writeFileSync(join(assembly.folder, "manifest.json"), "PK"),
    ],
    ["a template that is missing", () => rmSync(join(assembly.folder, "Shop.template.json"))],
  ])("rejects %s in one sentence", async (_name, damage) => {
    damage();

    expect(await issues()).toEqual([expect.stringMatching(/cdk\.out.*(cdk synth|Check the path)/)]);
  });

  it("reports a nested stack whose template is elsewhere", async () => {
    rmSync(join(assembly.folder, "IdentityGroups1330FFB6.nested.template.json"));

    expect(await issues()).toEqual([
      expect.stringMatching(
        /^Groups\w+ in .*Identity\.template\.json: TemplateURL .* is not a file on this machine; .* would silently be missing here\.$/,
      ),
    ]);
  });

  it("reports an export that refers to itself, and a template nested in itself", async () => {
    const name = "Identity:ExportsOutputRefUsersDomainC663232474DE62C1";
    const nested = "IdentityGroups1330FFB6.nested.template.json";
    assembly.edit("Identity.template.json", ({ Outputs }) => {
      Outputs.ExportsOutputRefUsersDomainC663232474DE62C1.Value = { "Fn::ImportValue": name };
    });
    assembly.edit(nested, ({ Resources }) => {
      Resources.Again = {
        Type: "AWS::CloudFormation::Stack",
        Metadata: { "aws:asset:path": nested },
        Properties: { Parameters: { referencetoIdentityUsers61009EFDRef: "pool" } },
      };
    });

    const found = await issues();

    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Again in .*: .*nested\.template\.json is nested in itself\. /),
        expect.stringMatching(
          /^WebLBPublicListenerAccountRule.*: export Identity:.* refers to itself\.$/,
        ),
      ]),
    );
    expect(found.filter((issue) => issue.startsWith("Again in"))).toHaveLength(1);
  });
});
