import type { EmittedStack, EmittedStacks } from "./running-emulator";

const all = (stacks: EmittedStacks, stack: string, type: string): EmittedStack[] =>
  Object.values<EmittedStack>(stacks[stack].resource[type]);

const client = (stacks: EmittedStacks) => all(stacks, "tasks", "aws_cognito_user_pool_client")[0];

const rule = (stacks: EmittedStacks, priority: number) =>
  all(stacks, "tasks", "aws_lb_listener_rule").find((entry) => entry.priority === priority);

const listener = (stacks: EmittedStacks, port: number) =>
  all(stacks, "tasks", "aws_lb_listener").find((entry) => entry.port === port);

/** A classic mistake in the emitted JSON, and what a newcomer has to be told about it. */
export interface Mistake {
  readonly name: string;
  readonly make: (stacks: EmittedStacks) => void;
  readonly explanation: RegExp;
}

export const mistakes: readonly Mistake[] = [
  {
    name: "callback removed",
    make: (stacks) => {
      client(stacks).callback_urls = ["https://tasks.example.com/"];
    },
    explanation: /callback url https:\/\/\S+idpresponse is not registered/i,
  },
  {
    name: "scope not allowed",
    make: (stacks) => {
      client(stacks).allowed_oauth_scopes = ["openid", "email", "profile"];
    },
    explanation: /tasks\/read[\s\S]*allow/i,
  },
  {
    name: "shared cookie name",
    make: (stacks) => {
      for (const { action } of all(stacks, "tasks", "aws_lb_listener_rule")) {
        for (const { authenticate_cognito: login } of action) {
          if (login) login.session_cookie_name = "AWSELBAuthSessionCookie-shared";
        }
      }
    },
    explanation: /share session cookie/i,
  },
  {
    name: "rule order swapped",
    make: (stacks) => {
      const [first, second] = [rule(stacks, 300), rule(stacks, 400)];
      first.priority = 400;
      second.priority = 300;
    },
    explanation: /is unreachable/i,
  },
  {
    name: "egress removed",
    make: (stacks) => {
      const rules = stacks.tasks.resource.aws_vpc_security_group_egress_rule;
      for (const [name, entry] of Object.entries<EmittedStack>(rules)) {
        if (name.startsWith("load_balancer") && entry.from_port === 443) delete rules[name];
      }
    },
    explanation: /allows no egress on TCP 443/i,
  },
  {
    name: "client secret off",
    make: (stacks) => {
      client(stacks).generate_secret = false;
    },
    explanation: /must have a client secret/i,
  },
  {
    name: "domain missing",
    make: (stacks) => {
      delete stacks["shared-identity"].resource.aws_cognito_user_pool_domain;
    },
    explanation: /aws_cognito_user_pool_domain\S* is not declared/i,
  },
  {
    name: "HTTP listener authenticates",
    make: (stacks) => {
      listener(stacks, 80).default_action = listener(stacks, 443).default_action;
    },
    explanation: /authenticates on an HTTP listener/i,
  },
  {
    name: "public rule too broad",
    make: (stacks) => {
      rule(stacks, 100).condition = [{ path_pattern: { values: ["/*"] } }];
    },
    explanation: /forwards every path without authentication/i,
  },
];
