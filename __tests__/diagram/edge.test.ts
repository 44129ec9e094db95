import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawEnvironment } from "../../scripts/diagram/draw-environment";
import { readListenerRules } from "../../scripts/routes/read-listener-rules";
import { minimalApplication, synthComponent, testEnvironment } from "../support/synth-environment";
import { mermaidFaults } from "./mermaid-faults";
import { faultsOf, readSvg } from "./svg-geometry";

const { hostedZone } = minimalApplication;
const behindEdge = (slot: number, hostName: string) => ({
  hostName,
  hostedZone,
  loadBalancer: { type: "edge" as const, slot },
});
const input = testEnvironment({
  edge: { hostName: "edge.example.com", hostedZone, firewall: {} },
  applications: {
    orders: behindEdge(7, "orders.example.com"),
    notes: behindEdge(2, "notes.example.com"),
  },
});
const pictures = draw(input, ["edge", "notes", "orders"]);

/** The pictures of these stacks of an environment. */
function draw(environment: typeof input, components: readonly string[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "edge-pictures-"));
  const stacks = components.map((name) => {
    const text = synthComponent(environment, name);
    mkdirSync(join(folder, `test--${name}`));
    writeFileSync(join(folder, `test--${name}`, "cdk.tf.json"), text);
    return { name, json: JSON.parse(text) };
  });
  const rules = readListenerRules(folder, "test", {});
  rmSync(folder, { recursive: true });
  return drawEnvironment({ environment: "test", stacks, rules });
}

function textsOf(file: string): string[] {
  return readSvg(pictures.get(file) ?? "").texts.map(({ text }) => text);
}

describe("the pictures of an edge", () => {
  it("overlap nowhere, and can be read as Mermaid text", () => {
    expect([...pictures.keys()].filter((file) => file.startsWith("application-"))).toHaveLength(8);
    for (const [file, drawn] of pictures) {
      const faults = file.endsWith(".mmd") ? mermaidFaults(drawn) : faultsOf(readSvg(drawn));
      expect({ file, faults }).toEqual({ file, faults: [] });
    }
  });

  it("show one VPC with its firewall, and the applications by slot", () => {
    const { boxes } = readSvg(pictures.get("network.svg") ?? "");
    const styles = (style: string) => boxes.filter((box) => box.style === style).length;

    expect({ vpcs: styles("vpc"), balancers: styles("balancer") }).toEqual({
      vpcs: 1,
      balancers: 1,
    });
    expect({ firewalls: styles("firewall"), slots: styles("slot") }).toEqual({
      firewalls: 1,
      slots: 2,
    });
    expect(textsOf("network.svg").filter((text) => text.startsWith("Slot "))).toEqual([
      "Slot 2 · notes",
      "Slot 7 · orders",
    ]);
    expect(pictures.get("network.mmd")).toContain(
      'vpc1_lb1 --> vpc1_lb1_slot2["Slot 2: notes, notes.example.com"]',
    );
  });

  it("give each application a page with its own rules only, without the listener's default", () => {
    const texts = textsOf("application-orders.svg");

    expect(texts).toContain("host orders.example.com");
    expect(texts.join(" ")).not.toContain("notes");
    expect(texts).not.toContain("default");
    expect(textsOf("routes.svg").filter((text) => text === "default")).toHaveLength(1);
  });

  it("have the rules in order of slots, and those of no application after them", () => {
    const headings = ["notes", "orders", "edge"];

    expect(textsOf("routes.svg").filter((text) => headings.includes(text))).toEqual(headings);
    expect(pictures.get("routes.mmd")?.match(/(?<=subgraph app\d\[")\w+/g)).toEqual(headings);
  });
});

describe("the pictures of an edge with long names", () => {
  const department = "a-long-department-name.example.com";
  const long = ["orders", "reports-and-figures", "intranet", "wiki"].map((name, index) => [
    name,
    {
      ...behindEdge(index + 1, `${name}.${department}`),
      additionalHostNames: [`${"www-of-".repeat(6)}${name}.${department}`],
      services: { web: {}, worker: { port: 9000 + index }, mailer: { port: 9100 + index } },
      defaultRoute: { target: { type: "service" as const, service: "web" } },
      routes: ["worker", "mailer"].map((service) => ({
        conditions: { paths: [`/${service}`, `/${"a-long-path-of-".repeat(5)}${service}`] },
        access: { type: "public" as const },
        target: { type: "service" as const, service },
      })),
    },
  ]);
  const drawn = draw(
    testEnvironment({
      edge: {
        hostName: "edge.example.com",
        hostedZone,
        network: { type: "new", availabilityZoneCount: 3 },
      },
      applications: Object.fromEntries(long),
    }),
    ["edge", ...long.map(([name]) => String(name))],
  );
  const svgs = [...drawn].filter(([file]) => file.endsWith(".svg"));

  it("cut no text off, and nothing overlaps", () => {
    expect(svgs).toHaveLength(7);
    for (const [file, text] of svgs) {
      const svg = readSvg(text);
      const cut = svg.texts.filter(({ isCut }) => isCut).map(({ text: each }) => each);
      expect({ file, cut, faults: faultsOf(svg) }).toEqual({ file, cut: [], faults: [] });
    }
  });

  it("fill the width with every row of applications, and count ports that have no space", () => {
    const { boxes, texts } = readSvg(drawn.get("network.svg") ?? "");
    const right = (style: string) =>
      boxes.filter((box) => box.style === style).map((box) => Math.round(box.right));

    expect(right("slot").at(-1)).toBe(right("balancer")[0]);
    expect(texts.filter(({ text }) => text === "9 TCP ports")).toHaveLength(3);
  });
});
