import { parseReference } from "../../src/terraform/references/expression.ts";
import { Resolver } from "../../src/terraform/references/resolver.ts";
import { parseTemplate } from "../../src/terraform/references/template.ts";
import type { JsonObject, TerraformStack } from "../../src/terraform/terraform-stack.ts";

describe(parseTemplate, () => {
  it.each([
    ["plain", ["plain"]],
    ["", [""]],
    ["${aws_lb.a.arn}", ["<aws_lb.a.arn>"]],
    ["https://${a.b.c}/x/${d.e.f}", ["https://", "<a.b.c>", "/x/", "<d.e.f>"]],
    ["$${not} %%{this}", ["${not} %{this}"]],
    ['${f("}", "\\"}")}!', ['<f("}", "\\"}")>', "!"]],
    ['${{a = "${b}"}}', ['<{a = "${b}"}>']],
    ["100 % $ {", ["100 % $ {"]],
  ])("splits %j into text and expressions", (template, expected) => {
    const parts = parseTemplate(template).map((part) =>
      part.type === "text" ? part.text : `<${part.source}>`,
    );
    expect(parts).toEqual(expected);
  });

  it("fails on directives and unclosed expressions", () => {
    expect(() => parseTemplate("%{ if a }b%{ endif }")).toThrow(/template directive/);
    expect(() => parseTemplate("${a.b")).toThrow(/not closed/);
  });
});

describe(parseReference, () => {
  it.each([
    ["aws_lb.a.arn", ["aws_lb", "a", "arn"]],
    ["one(aws_ecs_service.a[*].name)", ["aws_ecs_service", "a", "name"]],
    [
      "data.terraform_remote_state.a.outputs.b",
      ["data", "terraform_remote_state", "a", "outputs", "b"],
    ],
    ['var.images["web"]', ["var", "images", "web"]],
    ["aws_lb.a.subnets[0]", ["aws_lb", "a", "subnets", "0"]],
  ])("reads %s", (source, expected) => {
    expect(parseReference(source)).toEqual(expected);
  });

  it.each([
    'var.a == "" ? 0 : 1',
    "element(a.b.c, 0)",
    "a.b.c + 1",
    '"text"',
    "[for a in b : a]",
    "",
  ])("fails on %j", (source) => {
    expect(() => parseReference(source)).toThrow(/cannot evaluate/);
  });
});

describe(Resolver, () => {
  const provider = { aws: [{ region: "eu-central-1" }] };
  const stack = (name: string, json: JsonObject): TerraformStack => ({
    name,
    json: { provider, ...json },
  });
  const remote = (config: JsonObject, backend = "local") => ({
    data: {
      terraform_remote_state: { other: { backend, config, lifecycle: { precondition: "${f()}" } } },
    },
  });
  const outputs = {
    output: { id: { value: "${aws_cognito_user_pool.p.id}" }, deep: { value: { a: ["x"] } } },
  };
  const pool = { resource: { aws_cognito_user_pool: { p: { name: "pool" } } } };
  const reading = "${data.terraform_remote_state.other.outputs.id}";

  it("resolves literal attributes, variables, locals, lists and objects, keeping their types", () => {
    const one = stack("one", {
      variable: { a: { default: 5 } },
      locals: { b: { c: ["${var.a}", true] } },
      resource: { aws_lb: { x: { idle_timeout: "${local.b.c[0]}", name: "n-${var.a}" } } },
    });
    const resolver = new Resolver([one]);

    expect(resolver.resolve(one, "${aws_lb.x.idle_timeout}")).toBe(5);
    expect(resolver.resolve(one, { a: ["${aws_lb.x.name}", "${local.b}"] })).toEqual({
      a: ["n-5", { c: [5, true] }],
    });
    expect(new Resolver([one], { a: 6 }).resolve(one, "${aws_lb.x.name}")).toBe("n-6");
  });

  it("gives attributes known only after apply synthetic values of AWS's shape, always the same", () => {
    const one = stack("one", {
      resource: {
        aws_lb: { x: { name: "app" } },
        aws_cognito_user_pool: { p: { name: "pool" } },
        aws_cognito_user_pool_client: { c: {}, d: {} },
      },
    });
    const text = (reference: string) => new Resolver([one]).resolve(one, `\${${reference}}`);

    expect(text("aws_lb.x.arn")).toMatch(
      /^arn:aws:elasticloadbalancing:eu-central-1:\d{12}:loadbalancer\/app\/app\/[0-9a-f]{16}$/,
    );
    expect(text("aws_lb.x.arn_suffix")).toMatch(/^app\/app\/[0-9a-f]{16}$/);
    expect(text("aws_cognito_user_pool.p.id")).toMatch(/^eu-central-1_[a-z0-9]{9}$/);
    expect(text("aws_cognito_user_pool.p.endpoint")).toBe(
      `cognito-idp.eu-central-1.amazonaws.com/${text("aws_cognito_user_pool.p.id")}`,
    );
    expect(text("aws_cognito_user_pool_client.c.id")).toMatch(/^[a-z0-9]{26}$/);
    expect(text("aws_cognito_user_pool_client.c.id")).toBe(
      text("aws_cognito_user_pool_client.c.id"),
    );
    expect(text("aws_cognito_user_pool_client.c.id")).not.toBe(
      text("aws_cognito_user_pool_client.d.id"),
    );
    expect(text("aws_cognito_user_pool_client.c.client_secret")).toMatch(/^[a-z0-9]{51}$/);
  });

  it("knows id and ARN of a user pool that is looked up by its id", () => {
    const one = stack("one", {
      locals: { id: "eu-central-1_Existing1" },
      data: { aws_cognito_user_pool: { p: { user_pool_id: "${local.id}" } } },
    });
    const text = (attribute: string) =>
      new Resolver([one]).resolve(one, `\${data.aws_cognito_user_pool.p.${attribute}}`);

    expect(text("id")).toBe("eu-central-1_Existing1");
    expect(text("arn")).toMatch(
      /^arn:aws:cognito-idp:eu-central-1:\d{12}:userpool\/eu-central-1_Existing1$/,
    );
    expect(() => text("name")).toThrow(/looked up in AWS/);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      "a local file",
      { backend: { local: { path: "../state/one.tfstate" } } },
      remote({ path: "../state/one.tfstate" }),
    ],
    [
      "S3",
      { backend: { s3: { bucket: "b", key: "one", region: "eu-central-1", use_lockfile: true } } },
      remote({ bucket: "b", key: "one", region: "eu-central-1" }, "s3"),
    ],
    [
      "Terraform Cloud",
      { cloud: { organization: "o", workspaces: { name: "one", project: "p" } } },
      remote({ organization: "o", workspaces: { name: "one" } }, "remote"),
    ],
  ])("reads another stack's outputs where both keep the state in %s", (_, terraform, consumer) => {
    const one = stack("one", { terraform, ...pool, ...outputs });
    const two = stack("two", consumer);
    const resolver = new Resolver([one, two]);

    expect(resolver.resolve(two, reading)).toMatch(/^eu-central-1_/);
    expect(resolver.resolve(two, "${data.terraform_remote_state.other.outputs.deep.a[0]}")).toBe(
      "x",
    );
  });

  it("fails with the reason on what it cannot resolve", () => {
    const one = stack("one", {
      terraform: { backend: { local: { path: "one" } } },
      variable: { a: {} },
      resource: { aws_lb: { x: { name: "${aws_lb.x.name}" } } },
    });
    const two = stack("two", remote({ path: "elsewhere" }));
    const three = stack("three", remote({ path: "one" }));
    const resolver = new Resolver([one, two, three]);
    const failure = (from: TerraformStack, text: string) => () => resolver.resolve(from, text);

    expect(failure(one, "${aws_lb.y.arn}")).toThrow("aws_lb.y is not declared in stack one");
    expect(failure(one, "${aws_lb.x.vpc_id}")).toThrow(/known only after apply/);
    expect(failure(one, "${aws_lb.x.name}")).toThrow(/refers to itself/);
    expect(failure(one, "${var.a}")).toThrow(/no value and no default/);
    expect(failure(one, "${var.b}")).toThrow(/variable "b"/);
    expect(failure(one, "${data.aws_ami.x.id}")).toThrow(/data.aws_ami.x is not declared/);
    expect(failure(two, reading)).toThrow(/no stack keeps its state where/);
    expect(failure(three, reading)).toThrow(/stack one, which .* reads, has no output "id"/);
  });
});
