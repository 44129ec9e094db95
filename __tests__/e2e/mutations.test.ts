import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadBalancerEvent } from "alb-emulator";
import {
  type HttpResponse,
  page,
  Visitor,
} from "../../packages/alb-emulator/__tests__/support/visitor";
import {
  type EmittedStack,
  emitStacks,
  type RunningStandIn,
  startStandIn,
} from "./support/running-emulator";

/**
 * The classic mistakes, each made in the emitted JSON. The stand-in has to show what AWS would
 * show, or to refuse with the reason, and to say it in words.
 */
const password = "Correct-Horse-7-Battery";
const email = "grace@example.com";
let emitted: string;
let standIn: RunningStandIn | undefined;
const folders: string[] = [];

beforeAll(async () => {
  emitted = await emitStacks("example");
  folders.push(emitted);
}, 60_000);

afterEach(() => standIn?.stop().finally(() => (standIn = undefined)), 30_000);

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Stacks {
  readonly tasks: EmittedStack;
  readonly identity: EmittedStack;
}

/** The emitted stacks of one application and of its identity, with one mistake in them. */
function withMistake(edit: (stacks: Stacks) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "mutation-"));
  folders.push(folder);
  const read = (name: string) => {
    cpSync(join(emitted, "stacks", name), join(folder, "stacks", name), { recursive: true });
    return JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8"));
  };
  const stacks = { tasks: read("tasks"), identity: read("shared-identity") };
  edit(stacks);
  const write = (name: string, json: EmittedStack) =>
    writeFileSync(join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(json));
  write("tasks", stacks.tasks);
  write("shared-identity", stacks.identity);
  return folder;
}

async function start(edit: (stacks: Stacks) => void) {
  const running = await startStandIn(withMistake(edit));
  standIn = running;
  await running.identity.users.create({ email, name: "Grace", password, groups: [] });
  return {
    tasks: running.urlOf("tasks"),
    warnings: running.session.standIn.applications[0]?.loadBalancer.warnings ?? [],
  };
}

const refusal = (edit: (stacks: Stacks) => void) =>
  startStandIn(withMistake(edit)).then(
    async (running) => {
      await running.stop();
      throw new Error("It started.");
    },
    (error: Error) => error.message,
  );

async function signedIn(tasks: string): Promise<Visitor> {
  const visitor = new Visitor();
  const signIn = page(await visitor.visit(`${tasks}/`));
  await visitor.submit(signIn, "/login", { username: email, password });
  return visitor;
}

/** Events of requests for a path, the latest last. */
function eventsOf(path: string): readonly LoadBalancerEvent[] {
  const entries = standIn?.session.events.after(0) ?? [];
  return entries
    .flatMap((entry) => (entry.source === "load-balancer" ? [entry.event] : []))
    .filter((event) => event.request.path === path);
}

const explanationOf = (path: string) => eventsOf(path).at(-1)?.explanation;

const only = (resources: EmittedStack, type: string) =>
  Object.values<EmittedStack>(resources.resource[type])[0];

const rule = (stack: EmittedStack, priority: number) =>
  Object.values<EmittedStack>(stack.resource.aws_lb_listener_rule).find(
    (one) => one.priority === priority,
  );

const httpsListener = (stack: EmittedStack) =>
  Object.values<EmittedStack>(stack.resource.aws_lb_listener).find((one) => one.port === 443);

const statuses = (answers: readonly HttpResponse[]) => answers.map(({ status }) => status);

describe("the emitted JSON", () => {
  it("signs users in without a mistake, and without a warning", async () => {
    const { tasks, warnings } = await start(() => undefined);
    const visitor = await signedIn(tasks);

    expect(warnings).toEqual([]);
    expect(page(await visitor.visit(`${tasks}/tasks`)).status).toBe(200);
    const post = { form: { title: "Water the plants" }, headers: { Origin: tasks } };
    await visitor.visit(`${tasks}/tasks`, post);
    expect(page(await visitor.visit(`${tasks}/tasks`, post)).status).toBeLessThan(400);
  }, 30_000);
});

describe("a mistake in the emitted JSON", () => {
  it("shows Cognito's error page when the callback URL is removed", async () => {
    const { tasks, warnings } = await start((stacks) => {
      only(stacks.tasks, "aws_cognito_user_pool_client").callback_urls = [
        "https://tasks.example.com/",
      ];
    });
    const answers = await new Visitor().visit(`${tasks}/`);

    expect(new URL(page(answers).url).host).toMatch(/^example-login\.auth\./);
    expect(page(answers).text).toMatch(/redirect_mismatch/);
    const words =
      /Callback URL https:\/\/tasks\.example\.com\/oauth2\/idpresponse is not registered/;
    expect(explanationOf("/")).toMatch(words);
    expect(warnings).toContainEqual(expect.stringMatching(words));
  }, 30_000);

  it("answers 561 when the client may not ask for the rule's scope", async () => {
    const { tasks, warnings } = await start((stacks) => {
      only(stacks.tasks, "aws_cognito_user_pool_client").allowed_oauth_scopes = [
        "openid",
        "email",
        "profile",
      ];
    });
    const visitor = await signedIn(tasks);
    const answers = await visitor.visit(`${tasks}/tasks`);

    expect(page(answers).status).toBe(561);
    expect(explanationOf("/tasks")).toMatch(/asks for tasks\/read, which app client example-tasks/);
    expect(explanationOf("/oauth2/idpresponse")).toMatch(/invalid_scope/);
    expect(warnings).toContainEqual(expect.stringMatching(/tasks\/read and tasks\/write/));
  }, 30_000);

  it("lets a session without the scope pass when rules share a cookie name", async () => {
    const { tasks, warnings } = await start((stacks) => {
      const actions = Object.values<EmittedStack>(stacks.tasks.resource.aws_lb_listener_rule)
        .flatMap((one) => one.action)
        .concat(httpsListener(stacks.tasks).default_action);
      for (const { authenticate_cognito: login } of actions) {
        if (login) login.session_cookie_name = "AWSELBAuthSessionCookie-c05e4ade";
      }
    });
    const visitor = await signedIn(tasks);
    const answers = await visitor.visit(`${tasks}/tasks`);

    // No second sign-in, so no scope: it is the container that refuses.
    expect(statuses(answers)).toEqual([403]);
    expect(warnings).toContainEqual(expect.stringMatching(/share session cookie .*-c05e4ade/));
  }, 30_000);

  it("sends requests to the wrong rule when the order is swapped", async () => {
    const { tasks, warnings } = await start((stacks) => {
      const [writing, reading] = [rule(stacks.tasks, 300), rule(stacks.tasks, 400)];
      writing.priority = 400;
      reading.priority = 300;
    });
    const visitor = await signedIn(tasks);
    await visitor.visit(`${tasks}/tasks`);
    const post = { form: { title: "Water the plants" }, headers: { Origin: tasks } };
    const answer = page(await visitor.visit(`${tasks}/tasks`, post));

    expect(answer.status).toBe(403);
    expect(eventsOf("/tasks").at(-1)?.ruleEvaluations.at(-1)?.priority).toBe(300);
    expect(warnings).toContainEqual(expect.stringMatching(/priority 400\) is unreachable/));
  }, 30_000);

  it("ends every login in a 500 when the egress rule is removed", async () => {
    const { tasks, warnings } = await start((stacks) => {
      const rules = stacks.tasks.resource.aws_vpc_security_group_egress_rule;
      for (const [name, one] of Object.entries<EmittedStack>(rules)) {
        if (name.startsWith("load_balancer") && one.from_port === 443) delete rules[name];
      }
    });
    const visitor = new Visitor();
    const signIn = page(await visitor.visit(`${tasks}/`));
    const answers = await visitor.submit(signIn, "/login", { username: email, password });

    expect(page(answers).status).toBe(500);
    expect(explanationOf("/oauth2/idpresponse")).toMatch(/allows no egress on TCP 443/);
    expect(warnings).toContainEqual(expect.stringMatching(/allows no egress on TCP 443/));
  }, 30_000);

  it("refuses to start when the client has no secret", async () => {
    const reason = await refusal((stacks) => {
      only(stacks.tasks, "aws_cognito_user_pool_client").generate_secret = false;
    });
    expect(reason).toMatch(/The user pool client must have a client secret/);
    expect(reason).toMatch(/generate_secret/);
  }, 30_000);

  it("refuses to start when the domain is missing", async () => {
    const reason = await refusal((stacks) => {
      delete stacks.identity.resource.aws_cognito_user_pool_domain;
      stacks.identity.output.user_pool_domain.value = "example-login";
    });
    expect(reason).toMatch(/user_pool_domain "example-login" is not a domain of the user pool/);
  }, 30_000);

  it("refuses to start when something refers to a domain that is gone", async () => {
    const reason = await refusal((stacks) => {
      delete stacks.identity.resource.aws_cognito_user_pool_domain;
    });
    expect(reason).toMatch(
      /aws_lb_listener\.https_listener_\w+ in stack tasks: default_action: aws_cognito_user_pool_domain\.user_pool_domain_\w+ is not declared in stack shared-identity/,
    );
  }, 30_000);

  it("refuses to start when the HTTP listener authenticates", async () => {
    const reason = await refusal((stacks) => {
      const listeners = Object.values<EmittedStack>(stacks.tasks.resource.aws_lb_listener);
      const http = listeners.find((one) => one.port === 80);
      http.default_action = httpsListener(stacks.tasks).default_action;
    });
    expect(reason).toMatch(/authenticates on an HTTP listener \(port 80\)/);
  }, 30_000);

  it("asks nobody to sign in when a public rule is too broad", async () => {
    const { tasks, warnings } = await start((stacks) => {
      rule(stacks.tasks, 100).condition = [{ path_pattern: { values: ["/*"] } }];
    });
    const answers = await new Visitor().visit(`${tasks}/`);

    // No login, so no identity: it is the container that refuses.
    expect(statuses(answers)).toEqual([401]);
    expect(eventsOf("/").at(-1)?.response.by).toBe("target");
    expect(warnings).toContainEqual(
      expect.stringMatching(/forwards every path without authentication/),
    );
  }, 30_000);
});
