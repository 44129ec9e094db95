import type { Edit, EmittedStack, EmittedStacks } from "./stacks";

const all = (stacks: EmittedStacks, stack: string, type: string): EmittedStack[] =>
  Object.values<EmittedStack>(stacks[stack].resource[type]);

const client = (stacks: EmittedStacks) => all(stacks, "tasks", "aws_cognito_user_pool_client")[0];

/** The rule at a position in the order of evaluation; the first is 0. */
const rule = (stacks: EmittedStacks, position: number) =>
  all(stacks, "tasks", "aws_lb_listener_rule").sort((a, b) => a.priority - b.priority)[position];

const listener = (stacks: EmittedStacks, port: number) =>
  all(stacks, "tasks", "aws_lb_listener").find((entry) => entry.port === port);

/** A classic mistake in the emitted stacks `tasks` and `shared-identity` of the example. */
export interface Mistake {
  readonly name: string;
  readonly make: Edit;
  /** What a newcomer is told about it. */
  readonly explanation: RegExp;
}

/** AWS does not create what these describe, so the emulator does not start. */
export const rejectedMistakes: readonly Mistake[] = [
  {
    name: "client secret off",
    make: (stacks) => {
      client(stacks).generate_secret = false;
    },
    explanation: /client secret[\s\S]*generate_secret/,
  },
  {
    name: "domain missing",
    make: (stacks) => {
      delete stacks["shared-identity"].resource.aws_cognito_user_pool_domain;
    },
    explanation:
      /aws_lb_listener\.https_listener_\w+ in stack tasks: default_action: aws_cognito_user_pool_domain\.\w+ is not declared in stack shared-identity/,
  },
  {
    name: "domain of another user pool",
    make: (stacks) => {
      delete stacks["shared-identity"].resource.aws_cognito_user_pool_domain;
      stacks["shared-identity"].output.user_pool_domain.value = "example-login";
    },
    explanation: /user_pool_domain "example-login"/,
  },
  {
    name: "HTTP listener authenticates",
    make: (stacks) => {
      listener(stacks, 80).default_action = listener(stacks, 443).default_action;
    },
    explanation: /HTTP listener \(port 80\)/,
  },
];

/** AWS creates these; the emulator behaves as AWS does and says why. */
export const acceptedMistakes = {
  callbackMissing: {
    name: "callback missing",
    make: (stacks) => {
      client(stacks).callback_urls = ["https://tasks.example.com/"];
    },
    explanation: /callback URL https:\/\/tasks\.example\.com\/oauth2\/idpresponse/i,
  },
  scopeNotAllowed: {
    name: "scope not allowed",
    make: (stacks) => {
      client(stacks).allowed_oauth_scopes = ["openid", "email", "profile"];
    },
    explanation: /tasks\/read[\s\S]*allow/i,
  },
  sharedCookieName: {
    name: "shared cookie name",
    make: (stacks) => {
      const actions = all(stacks, "tasks", "aws_lb_listener_rule")
        .flatMap(({ action }) => action)
        .concat(listener(stacks, 443).default_action);
      for (const { authenticate_cognito: login } of actions) {
        if (login) login.session_cookie_name = "AWSELBAuthSessionCookie-shared";
      }
    },
    explanation: /AWSELBAuthSessionCookie-shared/i,
  },
  rulesSwapped: {
    name: "rules swapped",
    make: (stacks) => {
      const [writing, reading] = [rule(stacks, 3), rule(stacks, 4)];
      [writing.priority, reading.priority] = [reading.priority, writing.priority];
    },
    explanation: /priority \d+4\) is (never reached|unreachable)/i,
  },
  egressMissing: {
    name: "egress missing",
    make: (stacks) => {
      const rules = stacks.tasks.resource.aws_vpc_security_group_egress_rule;
      for (const [name, entry] of Object.entries<EmittedStack>(rules)) {
        if (name.startsWith("load_balancer") && entry.from_port === 443) delete rules[name];
      }
    },
    explanation: /egress[\s\S]*443|443[\s\S]*egress|TCP 443/i,
  },
  publicRuleTooBroad: {
    name: "public rule too broad",
    make: (stacks) => {
      const broad = rule(stacks, 1);
      broad.condition = [{ path_pattern: { values: ["/*"] } }];
      broad.action = broad.action.filter(({ type }: EmittedStack) => type === "forward");
    },
    explanation: /forwards every path/i,
  },
} satisfies Record<string, Mistake>;
