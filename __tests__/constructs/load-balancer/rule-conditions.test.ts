import { ruleConditions } from "../../../constructs/load-balancer/rule-conditions";
import type { RouteConditions } from "../../../routing/route";

describe(ruleConditions, () => {
  it.each<[string, RouteConditions, object[]]>([
    ["paths", { paths: ["/a", "/a/*"] }, [{ pathPattern: { values: ["/a", "/a/*"] } }]],
    ["hosts", { hosts: ["app.example.com"] }, [{ hostHeader: { values: ["app.example.com"] } }]],
    ["methods", { methods: ["GET", "HEAD"] }, [{ httpRequestMethod: { values: ["GET", "HEAD"] } }]],
    ["addresses", { sourceIps: ["192.0.2.0/24"] }, [{ sourceIp: { values: ["192.0.2.0/24"] } }]],
  ])("matches %s in one condition", (_, conditions, expected) => {
    expect(ruleConditions(conditions)).toEqual(expected);
  });

  it("matches every header in a separate condition, so that all must match", () => {
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

  it("matches every query parameter in a separate condition, with or without a key", () => {
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

  it("combines all conditions of a route", () => {
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
