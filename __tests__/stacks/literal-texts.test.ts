import { CognitoResourceServer } from "@cdktf/provider-aws/lib/cognito-resource-server";
import { CognitoUserGroup } from "@cdktf/provider-aws/lib/cognito-user-group";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { ruleAt } from "../support/listener-rules";
import { type Block, jsonText, resource } from "../support/synth";
import { synthApplication, synthIdentity, withApplication } from "../support/synth-environment";
import { referencedAddresses } from "../support/synth-references";

const hostile = [
  "${x}",
  "%{ if true }yes%{ endif }",
  "$${aws_lb.load_balancer.arn} %%{y}",
  'say "hi"\n\\n\ttab \\',
  "größer, 日本, 🙂, \u2028",
  '{"a": "${var.web_image}"}',
].join(" | ");

/** The value that Terraform makes of a string without references: it unescapes `$${` and `%%{`. */
function received(text: unknown): string {
  if (typeof text !== "string") throw new Error(`expected a string, found ${typeof text}`);
  expect(text).not.toMatch(/(?<![$%])[$%]\{/);
  return text.replace(/([$%])\1\{/g, (_, sign) => `${sign}{`);
}

const input = withApplication(
  {
    services: { web: { environment: { TEXT: hostile } } },
    defaultRoute: {
      access: { type: "login", extraParameters: { lang: "${lang} %{x}" } },
      target: { type: "service", service: "web" },
    },
    routes: [
      {
        conditions: {
          paths: ["/$x/*"],
          headers: [{ name: "X-Client", values: ["${header}*"] }],
          query: [{ key: "${key}", values: ["%{value}"] }],
        },
        access: { type: "public" },
        target: { type: "fixed-response", statusCode: 200, messageBody: hostile },
      },
      {
        conditions: { paths: ["/old"] },
        access: { type: "public" },
        target: { type: "redirect", path: "/${new}/#{path}", query: "a=%{b}&#{query}" },
      },
    ],
  },
  {
    identity: {
      domain: { prefix: "test-login" },
      resourceServers: { "a${b}": { scopes: { "%{c}": hostile.slice(0, 200) } } },
      groups: { "g${roup}": { precedence: 1, description: hostile } },
    },
  },
);

describe("a string of the environment file", () => {
  const json = synthApplication(input);
  const identity = synthIdentity(input);

  it("reaches the container unchanged", () => {
    const text = resource(json, EcsTaskDefinition).container_definitions;
    const [container] = jsonText(text) as [{ environment: { name: string; value: string }[] }];
    const variable = container.environment.find(({ name }) => name === "TEXT");

    expect(received(variable?.value)).toBe(hostile);
  });

  it("reaches the browser unchanged in a fixed response", () => {
    const [action] = ruleAt(json, 1).action as [Block];
    const { message_body } = action.fixed_response as Block;

    expect(received(message_body)).toBe(hostile);
  });

  it("is matched unchanged", () => {
    const { condition } = ruleAt(json, 1);

    expect(condition).toEqual([
      { path_pattern: { values: ["/$x/*"] } },
      { http_header: { http_header_name: "X-Client", values: ["$${header}*"] } },
      { query_string: [{ key: "$${key}", value: "%%{value}" }] },
    ]);
  });

  it("is sent unchanged in redirects, whose placeholders stay", () => {
    const [action] = ruleAt(json, 2).action as [Block];
    const { path, query } = action.redirect as Block;

    expect(received(path)).toBe("/${new}/#{path}");
    expect(received(query)).toBe("a=%{b}&#{query}");
  });

  it("is sent unchanged to the authorization endpoint", () => {
    const [action] = resource(json, LbListener, "https_listener_").default_action as [Block];
    const { authentication_request_extra_params } = action.authenticate_cognito as Block;

    expect(authentication_request_extra_params).toEqual({ lang: "$${lang} %%{x}" });
  });

  it("names scopes and groups unchanged", () => {
    const server = resource(identity, CognitoResourceServer);
    const [scope] = server.scope as [Block];
    const group = resource(identity, CognitoUserGroup);

    expect(received(server.identifier)).toBe("a${b}");
    expect(received(scope.scope_name)).toBe("%{c}");
    expect(received(scope.scope_description)).toBe(hostile.slice(0, 200));
    expect(received(group.name)).toBe("g${roup}");
    expect(received(group.description)).toBe(hostile);
  });

  it("is never read as a reference", () => {
    expect([...referencedAddresses(json)]).not.toContain("aws_lb.load_balancer");
    expect([...referencedAddresses(identity)].sort()).toEqual([
      expect.stringMatching(/^aws_cognito_resource_server\./),
      expect.stringMatching(/^aws_cognito_user_pool\./),
      expect.stringMatching(/^aws_cognito_user_pool_domain\./),
    ]);
  });
});
