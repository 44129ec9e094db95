import { escaped, quoted } from "../../scripts/diagram/mermaid/escape";
import { mermaidFaults } from "./mermaid-faults";

describe("the faults of Mermaid text", () => {
  it.each([
    ['flowchart TB\n  a["A"] -->|TCP 443| b(["B"])', []],
    ['flowchart TB\n  a["A"] --> b', ["no text for node b"]],
    ['flowchart TB\n  subgraph a["A"]', ["1 subgraphs without end"]],
    ['flowchart TB\n  a["say "A""]', ['not understood: a["say "A""]']],
    ["graph", ["unknown head: graph"]],
    ["sequenceDiagram\n  participant a as A\n  a->>a: #35;1", []],
    ["sequenceDiagram\n  participant a as A\n  a->>b: text", ["no participant: b"]],
    ["sequenceDiagram\n  participant a as A\n  a->>a: x; y", ["not understood: a->>a: x; y"]],
  ])("of %j are found", (mermaid, expected) => {
    expect(mermaidFaults(mermaid)).toEqual(expected);
  });

  it("are avoided by entities", () => {
    const hostile = 'a "b" #c; {d} <e> |f| `g` & h';

    expect(
      mermaidFaults(`sequenceDiagram\n  participant a as ${escaped(hostile)}\n  a->>a: x`),
    ).toEqual([]);
    expect(mermaidFaults(`flowchart TB\n  a[${quoted(hostile)}]`)).toEqual([]);
  });
});
