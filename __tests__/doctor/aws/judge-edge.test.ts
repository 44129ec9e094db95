import { judgeEdge } from "../../../scripts/doctor/aws/judge-edge";
import { type KnownEdge, knownEdge } from "../../../scripts/doctor/aws/known-edge";
import { deploymentOf } from "../../../synthesis/deployment";
import { checked, testEnvironment } from "../../support/synth-environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
const { addresses } = deploymentOf(
  checked(
    testEnvironment({
      edge: { hostName: "edge.example.com", hostedZone },
      applications: {
        orders: {
          hostName: "orders.example.com",
          additionalHostNames: ["shop.example.com"],
          hostedZone,
          loadBalancer: { type: "edge", slot: 1 },
        },
        wiki: {
          hostName: "wiki.example.com",
          hostedZone,
          loadBalancer: { type: "edge", slot: 2 },
        },
        alone: {
          hostName: "alone.example.com",
          hostedZone,
          network: { type: "new", cidr: "10.9.0.0/16" },
        },
      },
    }),
  ),
);

const known = (slots: Readonly<Record<string, number>> = { orders: 1, wiki: 2 }): KnownEdge =>
  knownEdge("test--edge", addresses, { load_balancer_arn: "arn", slots });

const rule = (Priority: string, ...hosts: string[]) => ({
  Priority,
  Conditions:
    hosts.length === 0 ? [] : [{ Field: "host-header", HostHeaderConfig: { Values: hosts } }],
});

const deployed = [
  rule("1000", "orders.example.com", "shop.example.com"),
  rule("1001", "orders.example.com"),
  rule("2999", "wiki.example.com"),
  rule("default"),
];

function judge(
  rules: readonly ReturnType<typeof rule>[],
  { edge = known(), host = "orders.example.com" } = {},
) {
  const listeners = [
    { listener: { Protocol: "HTTP" as const }, certificateArns: [], rules: [rule("default")] },
    { listener: { Protocol: "HTTPS" as const }, certificateArns: [], rules: [...rules] },
  ];
  return judgeEdge({ read: { loadBalancer: {}, attributes: {}, listeners }, edge, host }).findings;
}

describe("the judgement of an edge", () => {
  it("knows the applications behind it, with all host names, and no other", () => {
    expect(known().applications).toEqual([
      {
        application: "orders",
        slot: 1,
        hostNames: ["orders.example.com", "shop.example.com"],
      },
      { application: "wiki", slot: 2, hostNames: ["wiki.example.com"] },
    ]);
  });

  it.each(["orders.example.com", "shop.example.com", "WIKI.example.com"])(
    "finds nothing wrong with one that is deployed, at %s",
    (host) => {
      expect(judge(deployed, { host })).toEqual([]);
    },
  );

  it("names rules whose application is no longer in the environment", () => {
    const left = [rule("3000", "old.example.com"), rule("3999", "old.example.com")];

    expect(judge([...deployed, ...left], { edge: known({ orders: 1, wiki: 2, old: 3 }) })).toEqual([
      expect.objectContaining({
        id: "edge-rules-without-application",
        severity: "warning",
        proof: ["Slot 3 (registered for old): priorities 3000, 3999 for old.example.com"],
        fix: expect.stringContaining("docs/rename-and-remove.md"),
      }),
    ]);
    expect(judge([...deployed, ...left])[0]?.proof).toEqual([
      "Slot 3 (registered for nobody): priorities 3000, 3999 for old.example.com",
    ]);
  });

  it("names a rule of nobody in the slot of an application", () => {
    expect(judge([...deployed, rule("1500", "old.example.com")]).map(({ id }) => id)).toEqual([
      "edge-rules-without-application",
    ]);
  });

  it("takes a rule without a host name for that of its slot's application", () => {
    expect(judge([...deployed, rule("1500")])).toEqual([]);
    expect(judge([...deployed, rule("7")])[0]?.proof).toEqual([
      "Slot 0 (registered for nobody): priorities 7 for every host name",
    ]);
  });

  it("names rules outside the slot of their application, and not the slot that they left", () => {
    const moved = [...deployed.slice(0, 2), rule("5000", "wiki.example.com"), rule("default")];

    expect(judge(moved)).toEqual([
      expect.objectContaining({
        id: "edge-rules-outside-slot",
        summary: expect.stringContaining("Rules of wiki are outside its slot 2"),
        proof: ["Priorities 5000; slot 2 has 2000 to 2999, by applications.wiki.loadBalancer.slot"],
      }),
    ]);
  });

  it("names a registered slot without rules", () => {
    expect(judge(deployed.slice(0, 2))).toEqual([
      expect.objectContaining({
        id: "edge-slot-unused",
        severity: "warning",
        proof: [
          "The state of test--edge has slot 2 for wiki; no rule has a priority of 2000 to 2999",
        ],
        fix: expect.stringContaining("--only wiki"),
      }),
    ]);
  });

  it("gives a slot free whose application is gone", () => {
    expect(judge(deployed, { edge: known({ orders: 1, wiki: 2, old: 3 }) })).toEqual([
      expect.objectContaining({
        id: "edge-slot-unused",
        summary: expect.stringContaining("old, which is no application of the environment"),
        fix: expect.stringContaining("--only edge"),
      }),
    ]);
  });

  it("explains a host that no rule names, and repeats nothing about its slot", () => {
    expect(judge(deployed, { host: "other.example.com" })).toEqual([
      expect.objectContaining({
        id: "edge-unknown-host",
        severity: "error",
        summary: expect.stringContaining("No application of this environment has this host name"),
        proof: ["None of 3 rules of test--edge names other.example.com"],
      }),
    ]);
    expect(judge(deployed.slice(0, 2), { host: "wiki.example.com" })).toEqual([
      expect.objectContaining({
        id: "edge-unknown-host",
        summary: expect.stringMatching(/application wiki of the environment .* is not deployed/),
      }),
    ]);
  });
});
