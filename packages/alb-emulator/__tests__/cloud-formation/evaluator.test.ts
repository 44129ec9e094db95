import { Evaluator } from "../../src/sources/cloud-formation/evaluator.ts";
import type { Names } from "../../src/sources/cloud-formation/names.ts";
import { reasonOf } from "../../src/sources/cloud-formation/unresolved.ts";
import { parseYaml } from "../../src/sources/cloud-formation/yaml.ts";

const names: Names = {
  ref: (name) => {
    if (name === "AWS::NoValue") return undefined;
    if (name === "Unknown") throw new Error("nobody knows");
    return { Name: "anna", Count: 3, List: ["a", "b"] }[name] ?? name;
  },
  attribute: (resource, attribute) => `${resource}/${attribute}`,
  condition: (name) => name === "Yes",
  mapping: (name) => (name === "Map" ? { row: { cell: "mapped", list: [1, 2] } } : undefined),
  importValue: (name) => `imported ${name}`,
  output: (stack, name) => `${stack}.${name}`,
  ssmParameter: (name) => `value of ${name}`,
  region: () => "eu-west-1",
};
/** In double braces, which the template engine of cdktf init would fill in. */
const dynamic = (reference: string) => `{${`{resolve:${reference}}`}}`;

const evaluator = new Evaluator(names);

describe(Evaluator, () => {
  it.each([
    ["!Ref Name", "anna"],
    ["!GetAtt Pool.Outputs.Arn", "Pool/Outputs.Arn"],
    ["Fn::GetAtt: [Pool, Arn]", "Pool/Arn"],
    ["Fn::GetAtt: Pool.Arn", "Pool/Arn"],
    ['!Join [":", [a, !Ref Name, !Ref AWS::NoValue, 1]]', "a:anna:1"],
    ['!Join [",", !Ref List]', "a,b"],
    ["!Sub '${Name}-${Pool.Arn}-${!Literal}'", "anna-Pool/Arn-${Literal}"],
    ["!Sub ['${Name}-${Own}', {Own: !Ref Count, Name: given}]", "given-3"],
    ["!Select [1, [a, b]]", "b"],
    ["!Select ['0', !Split ['/', a/b]]", "a"],
    ["!FindInMap [Map, row, cell]", "mapped"],
    ["!FindInMap [Map, !Sub 'row', list]", [1, 2]],
    ["!FindInMap [Map, no, cell, DefaultValue: !Ref Name]", "anna"],
    ["!ImportValue {Fn::Sub: '${Name}-x'}", "imported anna-x"],
    ["Fn::GetStackOutput: {StackName: Shop, OutputName: Url}", "Shop.Url"],
    ["!Select [0, !GetAZs '']", "eu-west-1a"],
    ["!GetAZs us-east-1", ["us-east-1a", "us-east-1b", "us-east-1c"]],
    ["!Base64 abc", "YWJj"],
    ["Fn::Length: [a, !Ref AWS::NoValue, b]", 2],
    ["Fn::ToJsonString: {a: !Ref Name}", '{"a":"anna"}'],
    ["!If [Yes, !Ref Name, !Ref Unknown]", "anna"],
    ["[a, !If [No, b, !Ref AWS::NoValue]]", ["a"]],
    ["{a: 1, b: !If [Yes, !Ref AWS::NoValue, 2]}", { a: 1 }],
    [`'${dynamic("ssm:/a/b:3")}/c'`, "value of /a/b/c"],
    ["&anchor [!Ref Name]", ["anna"]],
  ])("evaluates %s", (yaml, expected) => {
    expect(evaluator.evaluateKnown(parseYaml(yaml))).toEqual(expected);
  });

  it.each([
    ["!Equals [a, a]", true],
    ['!Equals ["3", !Ref Count]', true],
    ["!Equals [true, 'true']", true],
    ["!Equals [!Ref Name, berta]", false],
    ["!And [!Condition Yes, !Condition Yes]", true],
    ["!And [!Condition Yes, !Condition No]", false],
    ["!Or [!Condition No, !Equals [a, a]]", true],
    ["!Not [!Condition Yes]", false],
  ])("%s is %s", (yaml, expected) => {
    expect(evaluator.isTrue(parseYaml(yaml))).toBe(expected);
  });

  it.each([
    ["!Ref Unknown", "nobody knows"],
    ["!Join [a, [!Ref Unknown]]", "nobody knows"],
    ["!Sub '${List}'", '${List} expected a string, got ["a","b"]'],
    ["!Select [2, [a, b]]", "Fn::Select found no entry 2 in its list"],
    ["!FindInMap [Map, no, cell]", "mapping Map has no no.cell"],
    ["!Transform {Name: AWS::Include}", "Fn::Transform is not supported by the emulator"],
    ["!If [Yes, a]", "Fn::If needs a condition and two values"],
    [
      `'${dynamic("secretsmanager:db:SecretString:password")}'`,
      `${dynamic("secretsmanager:db:SecretString:password")} is looked up in AWS, which the emulator does not ask`,
    ],
  ])("says why %s has no value, and keeps what is beside it", (yaml, reason) => {
    const evaluated = evaluator.evaluateKnown({ unknown: parseYaml(yaml), known: "a" });

    expect(evaluated).toMatchObject({ known: "a" });
    expect(reasonOf((evaluated as { unknown: string }).unknown)).toBe(reason);
  });
});
