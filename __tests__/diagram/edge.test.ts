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
const folder = mkdtempSync(join(tmpdir(), "edge-pictures-"));
let pictures: Map<string, string>;

beforeAll(() => {
  const stacks = ["edge", "notes", "orders"].map((name) => {
    const text = synthComponent(input, name);
    mkdirSync(join(folder, `test--${name}`));
    writeFileSync(join(folder, `test--${name}`, "cdk.tf.json"), text);
    return { name, json: JSON.parse(text) };
  });
  const rules = readListenerRules(folder, "test", {});
  pictures = drawEnvironment({ environment: "test", stacks, rules });
});

afterAll(() => rmSync(folder, { recursive: true }));

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
});
