import type { EmulatorModel } from "../../src/model/emulator-model.ts";
import type { LoadBalancerModel } from "../../src/model/load-balancer.ts";
import { readStacks } from "../../src/terraform/read-stacks.ts";
import { first, httpsListener, readEdited } from "./support/fixture-stacks.ts";

const application = (model: EmulatorModel, name: string): LoadBalancerModel => {
  const found = model.loadBalancers.find((one) => one.application === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe(readStacks, () => {
  it("reads stickiness of target groups, on by default in the block, and of forward actions", () => {
    const read = (stickiness: object) => {
      const model = readEdited(({ tasks }) => {
        first(tasks, "aws_lb_target_group").stickiness = stickiness;
        const [action] = httpsListener(tasks).default_action.slice(-1);
        const arn = action.target_group_arn;
        delete action.target_group_arn;
        action.forward = {
          target_group: [{ arn, weight: 3 }],
          stickiness: { enabled: true, duration: 60 },
        };
      });
      const { targetGroups, listeners } = application(model, "tasks");
      return {
        target: targetGroups[0]?.stickiness,
        forward: listeners[0]?.defaultRule.actions.at(-1),
      };
    };

    expect(read({ type: "lb_cookie" })).toMatchObject({
      target: { type: "lb_cookie", durationSeconds: 86_400 },
      forward: { targetGroups: [{ weight: 3 }], stickiness: { durationSeconds: 60 } },
    });
    expect(
      read({ type: "app_cookie", cookie_name: "SESSION", cookie_duration: "60" }).target,
    ).toEqual({ type: "app_cookie", durationSeconds: 60, cookieName: "SESSION" });
    expect(read({ type: "lb_cookie", enabled: false }).target).toBeUndefined();
  });

  it("accepts attributes that change nothing here", () => {
    const edit: Parameters<typeof readEdited>[0] = ({ tasks }) => {
      Object.assign(first(tasks, "aws_lb"), {
        client_keep_alive: 3600,
        minimum_load_balancer_capacity: { capacity_units: 100 },
      });
      Object.assign(httpsListener(tasks), {
        tcp_idle_timeout_seconds: 350,
        mutual_authentication: [{ mode: "off" }],
      });
      Object.assign(first(tasks, "aws_lb_target_group"), {
        lambda_multi_value_headers_enabled: false,
        proxy_protocol_v2: false,
        connection_termination: false,
        preserve_client_ip: "false",
      });
    };
    expect(readEdited(edit)).toEqual(readEdited());
  });

  it("reads jwt-validation actions", () => {
    const model = readEdited(({ tasks }) => {
      httpsListener(tasks).default_action[0] = {
        type: "jwt-validation",
        order: 1,
        jwt_validation: {
          issuer: "https://issuer.example.com",
          jwks_endpoint: "https://issuer.example.com/jwks.json",
          additional_claim: [{ name: "scope", format: "space-separated-values", values: ["a"] }],
        },
      };
    });
    expect(application(model, "tasks").listeners[0]?.defaultRule.actions[0]).toEqual({
      type: "jwt-validation",
      issuer: "https://issuer.example.com",
      jwksEndpoint: "https://issuer.example.com/jwks.json",
      additionalClaims: [{ name: "scope", format: "space-separated-values", values: ["a"] }],
    });
  });

  it("reads regular expressions and transforms", () => {
    const model = readEdited(({ tasks }) => {
      const listenerRule = first(tasks, "aws_lb_listener_rule");
      listenerRule.priority = 1;
      listenerRule.condition = [
        { host_header: { regex_values: ["^a\\."] } },
        { http_header: [{ http_header_name: "X-Mode", regex_values: ["^b", "c"] }] },
      ];
      listenerRule.transform = [
        {
          type: "host-header-rewrite",
          host_header_rewrite_config: { rewrite: { regex: "^a", replace: "b" } },
        },
        {
          type: "url-rewrite",
          url_rewrite_config: [{ rewrite: [{ regex: "^/old/(.*)", replace: "/$1" }] }],
        },
      ];
    });
    expect(application(model, "tasks").listeners[0]?.rules[0]).toMatchObject({
      conditions: [
        { field: "host-header", values: [], regexValues: ["^a\\."] },
        { field: "http-header", name: "X-Mode", values: [], regexValues: ["^b", "c"] },
      ],
      transforms: [
        { type: "host-header-rewrite", regex: "^a", replace: "b" },
        { type: "url-rewrite", regex: "^/old/(.*)", replace: "/$1" },
      ],
    });
  });
});
