import { modelErrors } from "../../src/load-balancer/checks/model-errors.ts";
import { startLoadBalancer } from "../../src/load-balancer/start-load-balancer.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import type { Action, LoadBalancerModel } from "../../src/model/load-balancer.ts";
import {
  fixed,
  forward,
  login,
  model,
  paths,
  rule,
  targetGroupArn,
  withListener,
} from "./support/model.ts";

const withProvider = (change: Partial<ReturnType<typeof login>["provider"]>) => {
  const action = login();
  return rule(
    1,
    [paths("/a")],
    { ...action, provider: { ...action.provider, ...change } },
    forward,
  );
};

const withProtocolVersion = (protocolVersion: "HTTP2" | "GRPC"): LoadBalancerModel => {
  const base = model();
  return {
    ...base,
    targetGroups: base.targetGroups.map((group) => ({ ...group, protocolVersion })),
  };
};

describe(modelErrors, () => {
  it.each<[string, LoadBalancerModel, RegExp]>([
    [
      "authentication on an HTTP listener",
      withListener([login(), forward]),
      /authenticates on an HTTP listener \(port 80\)/,
    ],
    [
      "a client without secret",
      model([withProvider({ clientSecret: undefined })]),
      /must have a client secret/,
    ],
    [
      "a pool without that domain",
      model([withProvider({ baseUrl: undefined })]),
      /"example" is not a domain of the user pool/,
    ],
    [
      "authentication before an HTTP/2 target group",
      withProtocolVersion("HTTP2"),
      /protocol version is HTTP2/,
    ],
    [
      "actions without a final one",
      model([rule(1, [paths("/a")], login())]),
      /exactly one of forward/,
    ],
    [
      "two final actions",
      model([rule(1, [paths("/a")], forward, fixed)]),
      /exactly one of forward/,
    ],
    [
      "a final action before the authentication",
      model([rule(1, [paths("/a")], forward, login())]),
      /must come last/,
    ],
    [
      "two authentications",
      model([rule(1, [paths("/a")], login(), login(), forward)]),
      /more than once/,
    ],
    [
      "a priority twice",
      model([rule(1, [paths("/a")], fixed), rule(1, [paths("/b")], fixed)]),
      /shares priority 1/,
    ],
    ["priority 0", model([rule(0, [paths("/a")], fixed)]), /priority 0; AWS allows 1 to 50000/],
    ["priority 50001", model([rule(50_001, [paths("/a")], fixed)]), /allows 1 to 50000/],
    [
      "six condition values",
      model([rule(1, [paths("/1", "/2", "/3", "/4", "/5", "/6")], fixed)]),
      /6 condition values; AWS allows 5/,
    ],
    [
      "two path conditions",
      model([rule(1, [paths("/1"), paths("/2")], fixed)]),
      /more than one path-pattern condition/,
    ],
    ["a rule without conditions", model([rule(1, [], fixed)]), /has no condition/],
    [
      "a path of 129 characters",
      model([rule(1, [paths(`/${"a".repeat(128)}`)], fixed)]),
      /longer than 128/,
    ],
    [
      "101 rules",
      model(Array.from({ length: 101 }, (_, n) => rule(n + 1, [paths("/a")], fixed))),
      /101 rules; AWS allows 100/,
    ],
    [
      "a session of 8 days",
      model([rule(1, [paths("/a")], login({ sessionTimeoutSeconds: 691_200 }), forward)]),
      /not between 1 and 604800/,
    ],
    [
      "eleven extra parameters",
      model([
        rule(
          1,
          [paths("/a")],
          login({
            extraParameters: Object.fromEntries(
              Array.from({ length: 11 }, (_, n) => [`p${n}`, "1"]),
            ),
          }),
          forward,
        ),
      ]),
      /more than 10/,
    ],
    [
      "weight 1000",
      model([
        rule(1, [paths("/a")], {
          type: "forward",
          targetGroups: [{ arn: targetGroupArn, weight: 1000 }],
        }),
      ]),
      /weight 1000/,
    ],
    [
      "a fixed response 301",
      model([rule(1, [paths("/a")], { ...fixed, statusCode: 301 })]),
      /is not 2XX, 4XX or 5XX/,
    ],
    [
      "a fixed response of 1025 characters",
      model([rule(1, [paths("/a")], { ...fixed, messageBody: "x".repeat(1025) })]),
      /longer than 1024/,
    ],
    [
      "a redirect to itself",
      model([
        rule(1, [paths("/a")], {
          type: "redirect",
          statusCode: 301,
          protocol: "#{protocol}",
          host: "#{host}",
          port: "#{port}",
          path: "/#{path}",
          query: "a=1",
        }),
      ]),
      /redirects to the requested URL/,
    ],
    [
      "an HTTPS listener without certificate",
      {
        ...model(),
        listeners: model().listeners.map((one) => ({ ...one, certificateArn: undefined })),
      },
      /has no certificate/,
    ],
  ])("rejects %s", (_, rejected, text) => {
    expect(modelErrors(rejected)).toContainEqual(expect.stringMatching(text));
  });

  it("returns nothing for a correct model", () => {
    const http: Action = {
      type: "redirect",
      statusCode: 301,
      protocol: "HTTPS",
      host: "#{host}",
      port: "443",
      path: "/#{path}",
      query: "#{query}",
    };
    expect(modelErrors(withListener([http]))).toEqual([]);
  });

  it("prevents a load balancer from starting, with every reason", async () => {
    const start = startLoadBalancer(
      model([withProvider({ clientSecret: undefined, baseUrl: undefined })]),
      {
        identity: () => ({ tokenUrl: "", userInfoUrl: "" }),
        addresses: new AddressBook(),
        resolveTarget: () => undefined,
        onEvent: () => undefined,
      },
    );
    await expect(start).rejects.toThrow(/client secret.*\n.*not a domain/s);
  });
});
