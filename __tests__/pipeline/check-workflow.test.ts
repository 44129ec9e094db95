import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DryRun, prepareDryRuns, results } from "./support/dry-run";
import { FakeGithub } from "./support/fake-github";

const planRole = "arn:aws:iam::111122223333:role/prod-delivery-plan";
const vars = { ENVIRONMENT: "prod", AWS_REGION: "eu-central-1", AWS_PLAN_ROLE_ARN: planRole };
const responses = {
  routes: { text: "prod / tasks: no change" },
  deploy: { text: "1/1 prod--tasks\n  no changes" },
};

function pullRequest(repository = "acme/website", author = "somebody"): DryRun["github"] {
  return {
    event_name: "pull_request",
    event: {
      pull_request: {
        number: 7,
        head: { sha: "0123456789abcdef", repo: { full_name: repository } },
        user: { login: author },
      },
    },
  };
}

describe("the check of a pull request, with npm, AWS and GitHub replaced", () => {
  const folder = mkdtempSync(join(tmpdir(), "check-"));
  let github: FakeGithub;
  let dry: ReturnType<typeof prepareDryRuns>;
  beforeAll(async () => {
    github = await FakeGithub.start();
    dry = prepareDryRuns(folder, github);
  });
  beforeEach(() => github.comments.splice(0));
  afterAll(async () => {
    dry.remove();
    rmSync(folder, { recursive: true });
    await github.stop();
  });

  const check = (options: Partial<DryRun> = {}) =>
    dry.run({ file: "check.yml", github: pullRequest(), vars, responses, ...options });

  it("runs everything, and gives the role to the plan and the token to the comment alone", async () => {
    const { jobs, calls } = await check();

    expect(results(jobs)).toEqual({ test: "success", stacks: "success", review: "success" });
    const none = { role: "", isWriter: false };
    expect(calls).toEqual([
      { call: "ci", ...none },
      { call: "check", ...none },
      { call: "test:fast", ...none },
      { call: "ci", ...none },
      { call: "routes --diff HEAD^1", ...none },
      { call: "validate", ...none },
      { call: "ci", ...none },
      { call: "deploy --plan --environment prod", role: planRole, isWriter: false },
    ]);
  });

  it("comments once, and updates the comment when the pull request changes", async () => {
    await check();
    await check({ responses: { ...responses, deploy: { text: "  changes in place 1 resource" } } });

    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain("prod / tasks: no change");
    expect(github.comments[0]?.body).toContain("changes in place 1 resource");
  });

  it("stays green and warns when requests become public", async () => {
    const { jobs } = await check({
      responses: { ...responses, routes: { text: "GET /reports/\nbecomes public", status: 3 } },
    });

    expect(results(jobs)).toEqual({ test: "success", stacks: "success", review: "success" });
    expect(jobs[1]?.log).toContain("::warning::Requests become public");
    expect(jobs[1]?.summary).toContain("> [!CAUTION]");
    expect(github.comments[0]?.body).toContain("> [!CAUTION]");
    expect(github.comments[0]?.body).toContain("GET /reports/\nbecomes public");
  });

  it.each([
    [
      "from a fork",
      pullRequest("other/website"),
      "a pull request from a fork gets no AWS credentials",
    ],
    ["from a fork that is deleted", pullRequest(""), "a pull request from a fork gets no AWS"],
    [
      "of Dependabot",
      pullRequest(undefined, "dependabot[bot]"),
      "a pull request of Dependabot gets no",
    ],
  ])("gives neither credentials nor a token to a pull request %s", async (_, event, reason) => {
    const { jobs, calls } = await check({ github: event });

    expect(results(jobs)).toEqual({ test: "success", stacks: "success", review: "skipped" });
    expect(calls.filter(({ role, isWriter }) => role !== "" || isWriter)).toEqual([]);
    expect(calls.map(({ call }) => call)).toContain("routes --diff HEAD^1");
    expect(jobs[1]?.summary).toContain("prod / tasks: no change");
    expect(jobs[1]?.summary).toContain(reason);
    expect(github.comments).toEqual([]);
  });

  it("is green and says what is missing where no variable is set", async () => {
    const { jobs, calls } = await check({ vars: {} });

    expect(results(jobs)).toEqual({ test: "success", stacks: "success", review: "success" });
    expect(calls.filter(({ call }) => call.startsWith("deploy"))).toEqual([]);
    expect(github.comments[0]?.body).toContain("- `AWS_PLAN_ROLE_ARN`: the role that plans");
  });

  it("says that the identity was never applied, and stays green", async () => {
    const text =
      "2/2 prod--tasks\n  not planned: it needs prod--shared-identity, which has never been applied";
    const { jobs } = await check({ responses: { ...responses, deploy: { text } } });

    expect(results(jobs).review).toBe("success");
    expect(github.comments[0]?.body).toContain("the identity, which was never applied");
  });

  it("is red when the plan fails, and comments all the same", async () => {
    const { jobs } = await check({
      responses: { ...responses, deploy: { text: "Error: no such bucket", status: 1 } },
    });

    expect(results(jobs).review).toBe("failure");
    expect(github.comments[0]?.body).toContain(
      "> The plan failed.\n\n```text\nError: no such bucket",
    );
  });

  it("is red when a role cannot be assumed or a stack is not valid, and comments all the same", async () => {
    const { jobs } = await check({
      untrusted: [planRole],
      responses: { ...responses, validate: { status: 1 } },
    });

    expect(results(jobs)).toEqual({ test: "success", stacks: "failure", review: "failure" });
    expect(github.comments[0]?.body).toContain("prod / tasks: no change");
    expect(github.comments[0]?.body).toContain("No plan: a step before it failed.");
  });
});
