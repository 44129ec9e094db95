import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EmittedStack,
  emitStacks,
} from "../../../../__tests__/e2e/support/running-emulator.ts";
import { readStandIn } from "../../src/terraform/read-stacks.ts";
import { loadStacks, type TerraformStack } from "../../src/terraform/terraform-stack.ts";
import { first, httpsListener, problemsOf } from "./support/edited.ts";

let folder: string;
let stacks: readonly TerraformStack[];

beforeAll(async () => {
  folder = await emitStacks("example");
  stacks = loadStacks(join(folder, "stacks"));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what the reader does not understand", () => {
  it.each<[string, (stack: EmittedStack) => void, RegExp]>([
    [
      "an action of another type",
      (tasks) => {
        httpsListener(tasks).default_action[0] = { type: "jwt-validation", jwt_validation: {} };
      },
      /^aws_lb_listener\.https_listener_\w+ in stack tasks: default_action\.0\.type "jwt-validation": the stand-in runs/,
    ],
    [
      "an attribute it does not know",
      (tasks) => {
        first(tasks, "aws_lb_listener_rule").transform = [{ type: "url-rewrite" }];
      },
      /^aws_lb_listener_rule\.\w+ in stack tasks: transform is not supported/,
    ],
    [
      "a nested attribute it does not know",
      (tasks) => {
        first(tasks, "aws_lb_listener_rule").condition[0].path_pattern.regex_values = ["^/a"];
      },
      /condition\.0\.path_pattern\.regex_values is not supported/,
    ],
    [
      "stickiness",
      (tasks) => {
        first(tasks, "aws_lb_target_group").stickiness = { enabled: true, type: "lb_cookie" };
      },
      /aws_lb_target_group\.\w+ in stack tasks: stickiness\.enabled true: the stand-in does not keep clients/,
    ],
    [
      "for_each",
      (tasks) => {
        first(tasks, "aws_lb").for_each = "${toset([1])}";
      },
      /aws_lb\.\w+ in stack tasks: for_each: .*cannot compute/,
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
      /aws_lb_listener\.https_listener_\w+ in stack tasks: port: .*cannot compute "1 \+ 442"/,
    ],
    [
      "a client of no pool",
      (tasks) => {
        httpsListener(tasks).default_action[0].authenticate_cognito.user_pool_client_id = "abc";
      },
      /user_pool_client_id abc is not an app client of user pool example/,
    ],
    [
      "a pool of no stack",
      (tasks) => {
        httpsListener(tasks).default_action[0].authenticate_cognito.user_pool_arn = "arn:x";
      },
      /user_pool_arn arn:x is not a user pool of any stack/,
    ],
    [
      "a missing attribute",
      (tasks) => {
        delete first(tasks, "aws_lb_listener_rule").priority;
      },
      /aws_lb_listener_rule\.\w+ in stack tasks: priority is missing/,
    ],
    [
      "container definitions that are no JSON",
      (tasks) => {
        first(tasks, "aws_ecs_task_definition").container_definitions = "[";
      },
      /aws_ecs_task_definition\.\w+ in stack tasks: container_definitions "\[": is not JSON text/,
    ],
    [
      "a module",
      (tasks) => {
        tasks.module = { edge: { source: "./edge" } };
      },
      /^module\.edge in stack tasks: the stand-in does not read modules/,
    ],
    [
      "a type of the same family",
      (tasks) => {
        tasks.resource.aws_lb_trust_store = { x: {} };
      },
      /^aws_lb_trust_store\.x in stack tasks is of a type that the stand-in does not support/,
    ],
  ])("is an error that names resource and attribute: %s", (_, edit, text) => {
    expect(problemsOf(stacks, ({ tasks }) => edit(tasks))).toContainEqual(
      expect.stringMatching(text),
    );
  });

  it("is reported all at once", () => {
    const found = problemsOf(stacks, ({ tasks, notes }) => {
      httpsListener(tasks).port = "${1 + 442}";
      first(notes, "aws_lb").unknown = 1;
    });
    expect(found.length).toBeGreaterThanOrEqual(2);
  });

  it("is said when there is no synthesized stack", () => {
    const empty = mkdtempSync(join(tmpdir(), "empty-"));
    expect(() => readStandIn(empty)).toThrow(/npm run synth/);
    expect(() => readStandIn(join(empty, "nothing"))).toThrow(/npm run synth/);
    rmSync(empty, { recursive: true });
  });
});
