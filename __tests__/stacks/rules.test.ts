import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { ruleAt, rulesInOrder } from "../support/listener-rules";
import { reference, resources } from "../support/synth";
import { synthApplication, withApplication } from "../support/synth-environment";

const identity = {
  domain: { prefix: "test-login" },
  resourceServers: { tasks: { scopes: { read: "Read tasks" } } },
};

const json = synthApplication(
  withApplication(
    {
      sessionTimeoutSeconds: 7200,
      routes: [
        {
          conditions: {
            hosts: ["app.example.com"],
            methods: ["GET"],
            headers: [{ name: "X-Client", values: ["app"] }],
            query: [{ key: "v", values: ["2"] }],
            sourceIps: ["192.0.2.0/24"],
          },
          access: { type: "public" },
          target: { type: "fixed-response", statusCode: 403, messageBody: "No" },
        },
        {
          conditions: { paths: ["/a", "/b", "/c", "/d", "/e", "/f", "/g"] },
          access: {
            type: "login",
            scopes: ["openid", "tasks/read"],
            onUnauthenticatedRequest: "allow",
            sessionTimeoutSeconds: 600,
            extraParameters: { prompt: "login" },
          },
          target: { type: "redirect", statusCode: 301, host: "www.example.com" },
        },
        {
          conditions: { paths: ["/api/*"] },
          access: { type: "login", onUnauthenticatedRequest: "deny" },
          target: { type: "service", service: "web" },
        },
      ],
    },
    { identity },
  ),
);

const rule = (position: number) => ruleAt(json, position);

const forward = (order: number) => ({
  type: "forward",
  order,
  target_group_arn: reference(json, LbTargetGroup, "arn"),
});

describe("rules of an application's listener", () => {
  it("are one for each part of a route, after the public sign-out rule", () => {
    expect(rulesInOrder(json).map(({ priority }) => Number(priority) % 10)).toEqual([
      0, 1, 2, 3, 4,
    ]);
    expect(rule(0)).toEqual({
      listener_arn: reference(json, LbListener, "arn", "https_listener_"),
      priority: expect.any(Number),
      condition: [{ path_pattern: { values: ["/logout", "/signed-out"] } }],
      action: [forward(1)],
      lifecycle: { create_before_destroy: true },
    });
  });

  it("match all conditions of a route", () => {
    expect(rule(1).condition).toEqual([
      { host_header: { values: ["app.example.com"] } },
      { http_request_method: { values: ["GET"] } },
      { http_header: { http_header_name: "X-Client", values: ["app"] } },
      { query_string: [{ key: "v", value: "2" }] },
      { source_ip: { values: ["192.0.2.0/24"] } },
    ]);
    expect(rule(1).action).toEqual([
      {
        type: "fixed-response",
        order: 1,
        fixed_response: { status_code: "403", content_type: "text/plain", message_body: "No" },
      },
    ]);
  });

  it("split a long list of values, with the same actions", () => {
    const values = [2, 3].flatMap((position) =>
      (rule(position).condition as { path_pattern: { values: string[] } }[]).flatMap(
        ({ path_pattern }) => path_pattern.values,
      ),
    );

    expect(values).toEqual(["/a", "/b", "/c", "/d", "/e", "/f", "/g"]);
    expect(rule(2).action).toEqual(rule(3).action);
    expect(rule(2).action).toEqual([
      {
        type: "authenticate-cognito",
        order: 1,
        authenticate_cognito: expect.objectContaining({
          scope: "openid tasks/read",
          session_cookie_name: expect.stringMatching(/^AWSELBAuthSessionCookie-[0-9a-f]{8}$/),
          session_timeout: 600,
          on_unauthenticated_request: "allow",
          authentication_request_extra_params: { prompt: "login" },
        }),
      },
      {
        type: "redirect",
        order: 2,
        redirect: {
          status_code: "HTTP_301",
          protocol: "#{protocol}",
          host: "www.example.com",
          port: "#{port}",
          path: "/#{path}",
          query: "#{query}",
        },
      },
    ]);
  });

  it("use the application's session timeout by default", () => {
    expect(rule(4).action).toEqual([
      {
        type: "authenticate-cognito",
        order: 1,
        authenticate_cognito: expect.objectContaining({
          scope: "openid",
          session_cookie_name: "AWSELBAuthSessionCookie",
          session_timeout: 7200,
          on_unauthenticated_request: "deny",
        }),
      },
      forward(2),
    ]);
  });

  it("are absent without routes and with sign-out disabled", () => {
    const bare = synthApplication(withApplication({ signOut: { enabled: false } }));

    expect(rulesInOrder(bare)).toEqual([]);
    expect(resources(bare, LbListener)).toHaveLength(2);
  });

  it("use the configured paths of sign-out", () => {
    const moved = synthApplication(
      withApplication({ signOut: { path: "/bye", redirectPath: "/see-you" } }),
    );

    expect(rulesInOrder(moved).map(({ condition }) => condition)).toEqual([
      [{ path_pattern: { values: ["/bye", "/see-you"] } }],
    ]);
    expect(moved).toContain("https://app.example.com/see-you");
  });
});
