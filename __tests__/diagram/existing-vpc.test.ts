import { networkMermaid } from "../../scripts/diagram/mermaid/network";
import { readNetworks } from "../../scripts/diagram/model/network";
import { networkSvg } from "../../scripts/diagram/svg/network";
import { synthApplication, withApplication } from "../support/synth-environment";
import { mermaidFaults } from "./mermaid-faults";
import { faultsOf, readSvg } from "./svg-geometry";

const id = (prefix: string, number: number) => `${prefix}-0123456789abcde0${number}`;
const publicSubnetIds = [id("subnet", 1), id("subnet", 2)];
const privateSubnetIds = [id("subnet", 3), id("subnet", 4), id("subnet", 5)];

function networks() {
  const json = synthApplication(
    withApplication({
      internal: true,
      network: { type: "existing", vpcId: id("vpc", 0), publicSubnetIds, privateSubnetIds },
    }),
  );
  return readNetworks({
    environment: "test",
    stacks: [{ name: "app", json: JSON.parse(json) }],
    rules: [],
  });
}

describe("an existing VPC", () => {
  it("is drawn with its ids in full, and an internal load balancer", () => {
    const svg = readSvg(networkSvg("test", networks()));
    const text = svg.texts.map((each) => each.text).join(" ");

    expect(faultsOf(svg)).toEqual([]);
    expect(svg.texts.filter(({ isCut }) => isCut)).toEqual([]);
    expect(text).toContain(`Existing VPC ${id("vpc", 0)}`);
    expect(text).toContain("internal, in the private subnets");
    for (const subnet of [...publicSubnetIds, ...privateSubnetIds]) {
      expect(text.replaceAll("- ", "-")).toContain(subnet);
    }
    expect(svg.boxes.filter(({ style }) => style === "public")).toHaveLength(2);
    expect(svg.boxes.filter(({ style }) => style === "private")).toHaveLength(3);
  });

  it("is Mermaid text that can be read", () => {
    const mermaid = networkMermaid(networks());

    expect(mermaidFaults(mermaid)).toEqual([]);
    expect(mermaid).toContain(`"Private subnet ${privateSubnetIds[2]}"`);
  });
});
