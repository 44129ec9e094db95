import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { EnvironmentInput } from "../../config/schema/environment";
import { stackCost } from "../../scripts/cost/stack-cost";
import { parseStack, type SynthesizedStack } from "../../scripts/cost/synthesized-stack";
import { minimalApplication, synthComponent, testEnvironment } from "../support/synth-environment";

const page = (name: string) =>
  readFileSync(resolve(__dirname, "..", "..", "docs", `${name}.md`), "utf8");

/** Dollars a month by stack. */
function costsOf(environment: EnvironmentInput, names: readonly string[]): number[] {
  const stacks: SynthesizedStack[] = [];
  for (const name of names) {
    stacks.push(parseStack(name, synthComponent(environment, name), stacks));
  }
  return stacks.map((stack) => stackCost(stack).monthlyUsd);
}

/** An edge with one application; others like it cost the same each. */
function onEdge(nat: "single" | "none"): (count: number) => number {
  const { hostedZone } = minimalApplication;
  const environment = testEnvironment({
    edge: { hostName: "edge.example.com", hostedZone, network: { type: "new", nat } },
    applications: { app: { ...minimalApplication, loadBalancer: { type: "edge", slot: 1 } } },
  });
  const [edge = 0, application = 0] = costsOf(environment, ["edge", "app"]);
  return (count) => Math.round(edge + count * application);
}

const [own = 0] = costsOf(testEnvironment({ applications: { app: minimalApplication } }), ["app"]);
const alone = Math.round(own);
const withNat = onEdge("single");
const withoutNat = onEdge("none");
const counts = [1, 2, 3, 5, 10];
const row = (label: string, amounts: readonly number[]) => `| ${label} | ${amounts.join(" | ")} |`;

describe("amounts in the documentation", () => {
  it("are those of the price table", () => {
    const shapes = page("cheaper-shapes");

    expect(shapes).toContain(
      row(
        "a load balancer and a NAT gateway each",
        counts.map((count) => count * alone),
      ),
    );
    expect(shapes).toContain(row("an edge with one NAT gateway", counts.map(withNat)));
    expect(shapes).toContain(row("an edge without a NAT gateway", counts.map(withoutNat)));
  });

  it("are the same on every page", () => {
    expect(page("shared-edge").replaceAll("\n", " ")).toContain(
      `cost about $${withNat(10)} a month on one edge, and $${10 * alone} without it`,
    );
  });
});
