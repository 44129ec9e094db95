import { AddressBook } from "../../../local/address-book";
import { refusals } from "../../../local/load-balancer/refusals";
import { startLoadBalancer } from "../../../local/load-balancer/start-load-balancer";
import { warnings } from "../../../local/load-balancer/warnings";
import type { Action, LoadBalancerModel, Rule } from "../../../local/model/load-balancer";
import { Browser } from "./support/browser";
import { forward, host, login, model, paths, rule, targetGroupArn } from "./support/model";
import { setStage } from "./support/stage";

const fixed: Action = {
  type: "fixed-response",
  statusCode: 200,
  contentType: undefined,
  messageBody: "x",
};

const httpListener = (actions: readonly Action[]) => ({
  arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/example/1/2",
  address: "aws_lb_listener.http",
  protocol: "HTTP" as const,
  port: 80,
  certificateArn: undefined,
  rules: [],
  defaultRule: rule("default", [], ...actions),
});

const withListener = (actions: readonly Action[]): LoadBalancerModel => {
  const base = model();
  return { ...base, listeners: [...base.listeners, httpListener(actions)] };
};

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

describe(refusals, () => {
  it.each<[string, LoadBalancerModel, RegExp]>([
    [
      "a login on an HTTP listener",
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
      model([withProvider({ signInUrl: undefined })]),
      /"example" is not a domain of the user pool/,
    ],
    [
      "a login before an HTTP/2 target group",
      withProtocolVersion("HTTP2"),
      /protocol version is HTTP2/,
    ],
    [
      "a chain without an answer",
      model([rule(1, [paths("/a")], login())]),
      /exactly one of forward/,
    ],
    [
      "a chain with two answers",
      model([rule(1, [paths("/a")], forward, fixed)]),
      /exactly one of forward/,
    ],
    [
      "an answer before the login",
      model([rule(1, [paths("/a")], forward, login())]),
      /must come last/,
    ],
    ["two logins", model([rule(1, [paths("/a")], login(), login(), forward)]), /more than once/],
    [
      "a priority twice",
      model([rule(1, [paths("/a")], fixed), rule(1, [paths("/b")], fixed)]),
      /shares priority 1/,
    ],
    ["priority 0", model([rule(0, [paths("/a")], fixed)]), /priority 0; AWS takes 1 to 50000/],
    ["priority 50001", model([rule(50_001, [paths("/a")], fixed)]), /takes 1 to 50000/],
    [
      "six condition values",
      model([rule(1, [paths("/1", "/2", "/3", "/4", "/5", "/6")], fixed)]),
      /6 condition values; AWS takes 5/,
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
      /none of 2XX, 4XX and 5XX/,
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
      /redirects to the address it was asked for/,
    ],
    [
      "an HTTPS listener without certificate",
      {
        ...model(),
        listeners: model().listeners.map((one) => ({ ...one, certificateArn: undefined })),
      },
      /has no certificate/,
    ],
  ])("refuses %s", (_, refused, text) => {
    expect(refusals(refused)).toContainEqual(expect.stringMatching(text));
  });

  it("refuses nothing of a sound model", () => {
    const http: Action = {
      type: "redirect",
      statusCode: 301,
      protocol: "HTTPS",
      host: "#{host}",
      port: "443",
      path: "/#{path}",
      query: "#{query}",
    };
    expect(refusals(withListener([http]))).toEqual([]);
  });

  it("keeps a load balancer from starting, with every reason at once", async () => {
    const start = startLoadBalancer(
      model([withProvider({ clientSecret: undefined, signInUrl: undefined })]),
      {
        identity: { tokenUrl: "", userInfoUrl: "" },
        addresses: new AddressBook(),
        resolveTarget: () => undefined,
        onEvent: () => undefined,
      },
    );
    await expect(start).rejects.toThrow(/client secret.*\n.*not a domain/s);
  });
});

describe(warnings, () => {
  const texts = (rules: readonly Rule[]) => warnings(model(rules)).join("\n");

  it("says nothing about a sound model", () => {
    expect(warnings(model([rule(1, [paths("/public/*")], forward)]))).toEqual([]);
  });

  it("names rules that are never reached", () => {
    expect(
      texts([
        rule(1, [paths("/tasks/*")], fixed),
        rule(2, [paths("/tasks/new"), { field: "http-request-method", values: ["POST"] }], fixed),
      ]),
    ).toMatch(/rule_2 \(priority 2\) is never reached.*rule_1/);
  });

  it.each<[string, Rule, Rule]>([
    [
      "the earlier one asks for a method",
      rule(1, [paths("/a"), { field: "http-request-method", values: ["GET"] }], fixed),
      rule(2, [paths("/a")], fixed),
    ],
    [
      "one value of the later one is not covered",
      rule(1, [paths("/a/*")], fixed),
      rule(2, [paths("/a/b", "/c")], fixed),
    ],
    [
      "they look at different headers",
      rule(1, [{ field: "http-header", name: "a", values: ["1"] }], fixed),
      rule(2, [{ field: "http-header", name: "b", values: ["1"] }], fixed),
    ],
    [
      "a path is prefix, but not pattern",
      rule(1, [paths("/a")], fixed),
      rule(2, [paths("/ab")], fixed),
    ],
  ])("takes a later rule for alive when %s", (_, earlier, later) => {
    expect(texts([earlier, later])).not.toMatch(/never reached/);
  });

  it("names two scopes that share a session cookie", () => {
    expect(texts([rule(1, [paths("/a")], login({ scope: "openid email" }), forward)])).toMatch(
      /share session cookie AWSELBAuthSessionCookie/,
    );
    expect(
      texts([rule(1, [paths("/a")], login({ onUnauthenticatedRequest: "deny" }), forward)]),
    ).toBe("");
  });

  it("names a rule that leaves nothing to sign in for", () => {
    expect(texts([rule(1, [paths("/*")], forward)])).toMatch(/forwards every path without a login/);
  });
});

describe(startLoadBalancer, () => {
  it("serves the HTTP listener beside the HTTPS one, and redirects to where that is served", async () => {
    const stage = await setStage(
      withListener([
        {
          type: "redirect",
          statusCode: 301,
          protocol: "HTTPS",
          host: "#{host}",
          port: "443",
          path: "/#{path}",
          query: "#{query}",
        },
      ]),
    );
    const plain = new Browser(() => stage.loadBalancer.httpPort ?? 0);
    for (const name of [host, "unknown.example.org"]) {
      const { status, location } = await plain.get("/a?b=c", { host: name });
      expect([status, location]).toEqual([
        301,
        `http://${name}.localhost:${stage.loadBalancer.port}/a?b=c`,
      ]);
    }
    expect(stage.loadBalancer.url).toBe(`http://${host}.localhost:${stage.loadBalancer.port}/`);
    await stage.close();
  });

  it("is reached by Host header, with or without .localhost and port", async () => {
    const stage = await setStage(model([rule(1, [paths("/*")], forward)]));
    for (const name of [host, `${host}:443`, `${host}.localhost`, host.toUpperCase()]) {
      const { body } = await stage.browser.get("/", { headers: { host: name } });
      expect(JSON.parse(body).headers.host).toBe(host);
    }
    await stage.close();
  });

  it("takes another client address, to try source IP conditions", async () => {
    const rules = [rule(1, [{ field: "source-ip", values: ["203.0.113.0/24"] }], forward)];
    const stage = await setStage(model(rules), { peerAddress: "203.0.113.9" });
    const { status, body } = await stage.browser.get("/");

    expect(status).toBe(200);
    expect(JSON.parse(body).headers["x-forwarded-for"]).toBe("203.0.113.9");
    await stage.close();
  });

  it("frees its ports when it cannot start", async () => {
    const taken = await setStage(model());
    const options = {
      identity: { tokenUrl: "", userInfoUrl: "" },
      addresses: new AddressBook(),
      resolveTarget: () => undefined,
      onEvent: () => undefined,
      port: taken.loadBalancer.port,
    };
    await expect(startLoadBalancer(model(), options)).rejects.toThrow(/EADDRINUSE/);
    await taken.close();
    const free = await startLoadBalancer(model(), options);
    await free.close();
  });
});
