import { ruleConditions } from "../../../constructs/load-balancer/rule-conditions";
import type { RouteConditions } from "../../../routing/route";

describe(ruleConditions, () => {
  it.each<[string, RouteConditions, object[]]>([
    ["paths", { paths: ["/a", "/a/*"] }, [{ pathPattern: { values: ["/a", "/a/*"] } }]],
    ["hosts", { hosts: ["app.example.com"] }, [{ hostHeader: { values: ["app.example.com"] } }]],
    ["methods", { methods: ["GET", "HEAD"] }, [{ httpRequestMethod: { values: ["GET", "HEAD"] } }]],
    ["addresses", { sourceIps: ["192.0.2.0/24"] }, [{ sourceIp: { values: ["192.0.2.0/24"] } }]],
  ])("looks at %s by one condition", (_, conditions, expected) => {
    expect(ruleConditions(conditions)).toEqual(expected);
  });

  it("looks at every header by a condition of its own, so that all are asked for", () => {
    const conditions = {
      headers: [
        { name: "X-Client", values: ["app", "web"] },
        { name: "X-Version", values: ["2.*"] },
      ],
    };

    expect(ruleConditions(conditions)).toEqual([
      { httpHeader: { httpHeaderName: "X-Client", values: ["app", "web"] } },
      { httpHeader: { httpHeaderName: "X-Version", values: ["2.*"] } },
    ]);
  });

  it("looks at every query parameter by a condition of its own, with or without its name", () => {
    const conditions = { query: [{ key: "version", values: ["1", "2"] }, { values: ["debug*"] }] };

    expect(ruleConditions(conditions)).toEqual([
      {
        queryString: [
          { key: "version", value: "1" },
          { key: "version", value: "2" },
        ],
      },
      { queryString: [{ value: "debug*" }] },
    ]);
  });

  it("asks for all conditions of a route at once", () => {
    const conditions: RouteConditions = {
      sourceIps: ["192.0.2.0/24"],
      query: [{ key: "a", values: ["1"] }],
      headers: [{ name: "X-Client", values: ["app"] }],
      methods: ["GET"],
      paths: ["/a"],
      hosts: ["app.example.com"],
    };

    expect(ruleConditions(conditions).map((condition) => Object.keys(condition))).toEqual([
      ["hostHeader"],
      ["pathPattern"],
      ["httpRequestMethod"],
      ["httpHeader"],
      ["queryString"],
      ["sourceIp"],
    ]);
  });
});
