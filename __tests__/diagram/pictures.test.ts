import { resolve } from "node:path";
import { environmentNames } from "../../config/select-environment";
import { drawEnvironment } from "../../scripts/diagram/draw-environment";
import type { EnvironmentStacks } from "../../scripts/diagram/model/stacks";
import { synthesizeStacks } from "../../scripts/diagram/synthesize-stacks";
import { isPublic } from "../../scripts/routes/listener-rules";
import { mermaidFaults } from "./mermaid-faults";
import { faultsOf, readSvg, type SvgPicture } from "./svg-geometry";

const root = resolve(__dirname, "..", "..");
const environments = environmentNames(root);
const stacksOf = new Map<string, EnvironmentStacks>();

beforeAll(async () => {
  for (const name of environments) stacksOf.set(name, await synthesizeStacks(root, name));
});

function stacks(environment: string): EnvironmentStacks {
  const found = stacksOf.get(environment);
  if (found === undefined) throw new Error(`No stacks of ${environment}`);
  return found;
}

function picture(input: EnvironmentStacks, file: string): SvgPicture {
  return readSvg(drawEnvironment(input).get(file) ?? "");
}

function count(input: EnvironmentStacks, type: string): number {
  return input.stacks.flatMap(({ json }) => Object.keys(json.resource?.[type] ?? {})).length;
}

function fieldsOf(input: EnvironmentStacks, type: string, field: string): unknown[] {
  return input.stacks.flatMap(({ json }) =>
    Object.values(json.resource?.[type] ?? {}).map((fields) => fields[field]),
  );
}

function boxes({ boxes: all }: SvgPicture, style: string): number {
  return all.filter((box) => box.style === style).length;
}

function wordsOf({ texts }: SvgPicture): string {
  return texts.map(({ text }) => text).join(" ");
}

describe.each(environments)("the pictures of %s", (environment) => {
  it("cut no text off, and nothing overlaps or leaves its box", () => {
    for (const [file, text] of drawEnvironment(stacks(environment))) {
      if (!file.endsWith(".svg")) continue;
      const svg = readSvg(text);
      expect(svg.texts.length).toBeGreaterThan(10);
      expect({ file, faults: faultsOf(svg) }).toEqual({ file, faults: [] });
      expect(svg.texts.filter(({ isCut }) => isCut)).toEqual([]);
    }
  });

  it("are Mermaid text that can be read", () => {
    for (const [file, text] of drawEnvironment(stacks(environment))) {
      if (!file.endsWith(".mmd")) continue;
      expect(text.split("\n").length).toBeGreaterThan(5);
      expect({ file, faults: mermaidFaults(text) }).toEqual({ file, faults: [] });
    }
  });

  it("show every VPC, subnet, NAT gateway, load balancer and service", () => {
    const input = stacks(environment);
    const network = picture(input, "network.svg");
    const texts = network.texts.map(({ text }) => text);

    expect(count(input, "aws_vpc")).toBeGreaterThan(0);
    expect({
      vpcs: boxes(network, "vpc"),
      subnets: boxes(network, "public") + boxes(network, "private"),
      natGateways: boxes(network, "nat"),
      loadBalancers: boxes(network, "balancer"),
    }).toEqual({
      vpcs: count(input, "aws_vpc"),
      subnets: count(input, "aws_subnet"),
      natGateways: count(input, "aws_nat_gateway"),
      loadBalancers: count(input, "aws_lb"),
    });
    expect(texts).toEqual(expect.arrayContaining(fieldsOf(input, "aws_subnet", "cidr_block")));
    for (const name of fieldsOf(input, "aws_lb", "name")) {
      expect(texts).toContain(`Load balancer ${name}`);
    }
    expect(boxes(network, "task")).toBeGreaterThanOrEqual(count(input, "aws_ecs_service"));
  });

  it("show every rule in order, and how many are public", () => {
    const input = stacks(environment);
    const routes = picture(input, "routes.svg");
    // Applications of the edge by slot, then the default of its listener.
    const bySlot = (slot = 1000) => slot;
    const rules = [...input.rules]
      .sort((a, b) => bySlot(a.slot) - bySlot(b.slot))
      .flatMap((each) => each.rules);
    const priorities = routes.texts
      .filter(({ text, left }) => left < 60 && /^(\d+|default)$/.test(text))
      .map(({ text }) => text);

    expect(boxes(routes, "row")).toBe(rules.length);
    expect(boxes(routes, "open") + boxes(routes, "optional")).toBe(
      rules.filter((rule) => isPublic(rule) && rule.isChallenge !== true).length,
    );
    expect(priorities).toEqual(rules.map(({ priority }) => String(priority ?? "default")));
  });

  it("number the messages of a sign-in, with both sources of keys", () => {
    const input = stacks(environment);
    const signIn = picture(input, "sign-in.svg");
    const numbers = signIn.texts.flatMap(({ text }) => /^(\d+) {2}/.exec(text)?.[1] ?? []);
    const mermaid = drawEnvironment(input).get("sign-in.mmd") ?? "";

    expect(numbers).toEqual(numbers.map((_, index) => String(index + 1)));
    expect(numbers.length).toBe(mermaid.split("->>").length - 1);
    expect(mermaid).toMatch(
      /container->>balancer: .*public-keys\.auth\.elb\.[a-z]+-[a-z]+-\d\.amazonaws\.com/,
    );
    expect(mermaid).toMatch(/container->>cognito: .*cognito-idp\.[a-z]+-[a-z]+-\d\.amazonaws\.com/);
    for (const url of fieldsOf(input, "aws_cognito_user_pool_client", "callback_urls").flat()) {
      if (!String(url).startsWith("https://")) continue;
      expect(wordsOf(signIn).replaceAll(" ", "")).toContain(String(url));
    }
  });
});

it("lanes are those that take part", () => {
  const lanes = (environment: string) =>
    (drawEnvironment(stacks(environment)).get("sign-in.mmd") ?? "")
      .split("\n")
      .flatMap((line) => /participant (\w+)/.exec(line)?.[1] ?? []);

  expect(lanes("minimal")).toEqual(["browser", "balancer", "cognito", "container"]);
  expect(lanes("company")).toEqual([
    "program",
    "browser",
    "balancer",
    "cognito",
    "provider",
    "container",
  ]);
});

it("the same environment gives the same bytes again", async () => {
  const again = await synthesizeStacks(root, "company");

  expect([...drawEnvironment(again)]).toEqual([...drawEnvironment(stacks("company"))]);
});

it("long names overlap nothing; what does not fit is the text's title", () => {
  const name = "intranetofthecompanyandofallitsdaughtersandpartnersandfriends";
  const text = JSON.stringify(stacks("company")).replaceAll("intranet", name);

  for (const [file, drawn] of drawEnvironment(JSON.parse(text))) {
    if (file.endsWith(".mmd")) expect(mermaidFaults(drawn)).toEqual([]);
    else expect({ file, faults: faultsOf(readSvg(drawn)) }).toEqual({ file, faults: [] });
    // A page of another application does not name this one.
    const isOther = file.startsWith("application-") && !file.startsWith(`application-${name}`);
    expect([file, drawn.includes(name)]).toEqual([file, !isOther]);
  }
});
