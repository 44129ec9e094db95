import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { readStacks } from "../../src/terraform/read-stacks.ts";
import { type EditableStack, first, httpsListener, issuesOf } from "./support/fixture-stacks.ts";

describe("an issue", () => {
  it.each<[string, (stack: EditableStack) => void, RegExp]>([
    [
      "an action of another type",
      (tasks) => {
        httpsListener(tasks).default_action[0] = { type: "authenticate-saml" };
      },
      /^aws_lb_listener\.https_listener in stack tasks: default_action\.0\.type "authenticate-saml": the emulator supports/,
    ],
    [
      "an action without its block",
      (tasks) => {
        httpsListener(tasks).default_action[0] = { type: "jwt-validation" };
      },
      /an action of type jwt-validation has no jwt_validation block/,
    ],
    [
      "an attribute it does not know",
      (tasks) => {
        first(tasks, "aws_lb_listener_rule").transformation = [{ type: "url-rewrite" }];
      },
      /^aws_lb_listener_rule\.\w+ in stack tasks: transformation is not supported/,
    ],
    [
      "a nested attribute it does not know",
      (tasks) => {
        first(tasks, "aws_lb_listener_rule").condition[0].path_pattern.regex = ["^/a"];
      },
      /condition\.0\.path_pattern\.regex is not supported/,
    ],
    [
      "values besides regular expressions",
      (tasks) => {
        first(tasks, "aws_lb_listener_rule").condition[0].path_pattern.regex_values = ["^/a"];
      },
      /condition\.0\.path_pattern \{.*\}: must have either values or regex_values/,
    ],
    [
      "a transform without its configuration",
      (tasks) => {
        first(tasks, "aws_lb_listener_rule").transform = [{ type: "url-rewrite" }];
      },
      /transform\.0\.url_rewrite_config is missing/,
    ],
    [
      "stickiness by source IP",
      (tasks) => {
        first(tasks, "aws_lb_target_group").stickiness = { enabled: true, type: "source_ip" };
      },
      /aws_lb_target_group\.\w+ in stack tasks: stickiness\.type "source_ip": application load balancers support lb_cookie and app_cookie/,
    ],
    [
      "mutual TLS",
      (tasks) => {
        httpsListener(tasks).mutual_authentication = { mode: "verify", trust_store_arn: "arn:x" };
      },
      /mutual_authentication\.mode "verify": the emulator does not ask browsers for certificates/,
    ],
    [
      "for_each",
      (tasks) => {
        first(tasks, "aws_lb").for_each = "${toset([1])}";
      },
      /aws_lb\.\w+ in stack tasks: for_each: .*cannot evaluate/,
    ],
    [
      "a network load balancer",
      (tasks) => {
        first(tasks, "aws_lb").load_balancer_type = "network";
      },
      /load_balancer_type "network": only application load balancers/,
    ],
    [
      "an expression",
      (tasks) => {
        httpsListener(tasks).port = "${1 + 442}";
      },
      /aws_lb_listener\.https_listener in stack tasks: port: .*cannot evaluate "1 \+ 442"/,
    ],
    [
      "an app client of no user pool",
      (tasks) => {
        httpsListener(tasks).default_action[0].authenticate_cognito.user_pool_client_id = "abc";
      },
      /app client abc \(user_pool_client_id\) does not exist in user pool example/,
    ],
    [
      "a user pool of no stack",
      (tasks) => {
        httpsListener(tasks).default_action[0].authenticate_cognito.user_pool_arn = "arn:x";
      },
      /user_pool_arn arn:x is neither declared nor the ARN of a user pool/,
    ],
    [
      "a missing attribute",
      (tasks) => {
        delete first(tasks, "aws_lb_listener_rule").listener_arn;
      },
      /aws_lb_listener_rule\.\w+ in stack tasks: listener_arn is missing/,
    ],
    [
      "container definitions that are not JSON",
      (tasks) => {
        first(tasks, "aws_ecs_task_definition").container_definitions = "[";
      },
      /aws_ecs_task_definition\.\w+ in stack tasks: container_definitions "\[": expected a list of containers as JSON/,
    ],
    [
      "a module",
      (tasks) => {
        tasks.module = { edge: { source: "./edge" } };
      },
      /^module\.edge in stack tasks: modules are not supported by the emulator/,
    ],
    [
      "a type of the same family",
      (tasks) => {
        tasks.resource.aws_lb_trust_store = { x: {} };
      },
      /^aws_lb_trust_store\.x in stack tasks: the type is not supported by the emulator/,
    ],
  ])("names resource and attribute of %s", (_, edit, text) => {
    expect(issuesOf(({ tasks }) => edit(tasks))).toContainEqual(expect.stringMatching(text));
  });

  it("is reported together with all others", () => {
    const found = issuesOf(({ tasks, notes }) => {
      httpsListener(tasks).port = "${1 + 442}";
      first(notes, "aws_lb").unknown = 1;
    });
    expect(found.length).toBeGreaterThanOrEqual(2);
  });

  it("is not followed by one for each action that names the resource", () => {
    const unreadable = (type: string) =>
      issuesOf((stacks) => {
        for (const { resource } of Object.values(stacks)) {
          for (const each of Object.values<EditableStack>(resource[type] ?? {})) {
            each.name = "${1 + 1}";
          }
        }
      });
    for (const type of ["aws_cognito_user_pool", "aws_cognito_user_pool_client"]) {
      const found = unreadable(type);
      expect(found).toContainEqual(expect.stringMatching(/: name: .*cannot evaluate "1 \+ 1"/));
      expect(found).not.toContainEqual(expect.stringContaining(" in user pool "));
      expect(found).not.toContainEqual(expect.stringContaining("user_pool_arn"));
    }
  });

  it("says that there is no synthesized stack", () => {
    const empty = mkdtempSync(join(tmpdir(), "empty-"));
    expect(() => readStacks(empty)).toThrow(EmulatorError);
    expect(() => readStacks(join(empty, "missing"))).toThrow(
      /missing cannot be read.*Synthesize the stacks first/,
    );
    rmSync(empty, { recursive: true });
  });
});
