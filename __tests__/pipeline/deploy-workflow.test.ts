import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DryRun, prepareDryRuns, results } from "./support/dry-run";
import { FakeGithub } from "./support/fake-github";

const imageRole = "arn:aws:iam::111122223333:role/prod-delivery-image";
const applyRole = "arn:aws:iam::111122223333:role/prod-delivery-apply";
const planRole = "arn:aws:iam::111122223333:role/prod-delivery-plan";
const vars = {
  ENVIRONMENT: "prod",
  AWS_REGION: "eu-central-1",
  AWS_PLAN_ROLE_ARN: planRole,
  AWS_IMAGE_ROLE_ARN: imageRole,
  AWS_APPLY_ROLE_ARN: applyRole,
};
const images = [
  "tasks/web=registry/prod/tasks/web@sha256:1",
  "notes/web=registry/prod/notes/web@sha256:2",
];
const built = { "images --environment": { text: images.join("\n") } };
const all = {
  prepare: "success",
  repositories: "skipped",
  images: "success",
  deploy: "success",
  "login-check": "success",
};

describe("with npm, AWS and GitHub replaced", () => {
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  let github: FakeGithub;
  let dry: ReturnType<typeof prepareDryRuns>;
  beforeAll(async () => {
    github = await FakeGithub.start();
    dry = prepareDryRuns(folder, github);
  });
  afterAll(async () => {
    dry.remove();
    rmSync(folder, { recursive: true });
    await github.stop();
  });

  const run = async (file: string, options: Partial<DryRun> = {}) => {
    const { jobs, calls } = await dry.run({
      file,
      github: { event_name: "push" },
      vars,
      responses: built,
      ...options,
    });
    return { jobs, calls: calls.filter(({ call }) => call !== "ci") };
  };

  describe("a deployment", () => {
    it("pushes images, deploys them by digest and checks the login, each with its own role", async () => {
      const { jobs, calls } = await run("deploy.yml");

      expect(results(jobs)).toEqual(all);
      expect(calls.map(({ call, role }) => [call, role])).toEqual([
        ["pipeline shared-state prod", ""],
        ["images --missing --environment prod", imageRole],
        ["images --environment prod", imageRole],
        [
          `deploy --yes --no-build --environment prod --image ${images[0]} --image ${images[1]}`,
          applyRole,
        ],
        ["pipeline login-check prod", ""],
      ]);
      expect(jobs.map(({ environment }) => environment)).toEqual(["", "", "", "prod", ""]);
    });

    it("creates the repositories first when there are none", async () => {
      const { jobs, calls } = await run("deploy.yml", {
        responses: { ...built, "images --missing": { text: "prod/tasks/web\nprod/notes/web" } },
      });

      expect(results(jobs)).toEqual({ ...all, repositories: "success" });
      expect(calls.map(({ call, role }) => [call.slice(0, 40), role])).toEqual([
        ["pipeline shared-state prod", ""],
        ["images --missing --environment prod", imageRole],
        ["deploy --yes --no-build --environment pr", applyRole],
        ["images --environment prod", imageRole],
        ["deploy --yes --no-build --environment pr", applyRole],
        ["pipeline login-check prod", ""],
      ]);
    });

    it("deploys an environment without images to build", async () => {
      const { jobs, calls } = await run("deploy.yml", { responses: {} });

      expect(results(jobs)).toEqual(all);
      expect(calls.map(({ call }) => call)).toContain("deploy --yes --no-build --environment prod");
    });

    it("of another environment is under the rules of that one", async () => {
      const { jobs, calls } = await run("deploy.yml", { inputs: { environment: "staging" } });

      expect(jobs.map(({ environment }) => environment)).toEqual([
        "staging",
        "",
        "staging",
        "staging",
        "",
      ]);
      expect(calls.every(({ call }) => call.includes("staging"))).toBe(true);
    });

    it("does nothing and says what to set where no variable is set", async () => {
      const { jobs, calls } = await run("deploy.yml", { vars: {} });

      expect(results(jobs)).toEqual({
        prepare: "success",
        repositories: "skipped",
        images: "skipped",
        deploy: "skipped",
        "login-check": "skipped",
      });
      expect(calls).toEqual([]);
      expect(jobs[0]?.summary).toContain("- `AWS_IMAGE_ROLE_ARN`: the role that pushes images");
    });

    it("is red where only some variables are set", async () => {
      const { AWS_IMAGE_ROLE_ARN: _, ...rest } = vars;
      const { jobs, calls } = await run("deploy.yml", { vars: rest });

      expect(results(jobs).prepare).toBe("failure");
      expect(jobs[0]?.log).toMatch(/::error::.*AWS_IMAGE_ROLE_ARN/);
      expect(calls).toEqual([]);
    });

    it.each([
      ["the state would be lost", "pipeline shared-state", "prepare"],
      ["repositories cannot be found", "images --missing", "prepare"],
      ["an image cannot be built", "images --environment", "images"],
      ["an apply fails", "deploy", "deploy"],
      ["a login is not healthy", "pipeline login-check", "login-check"],
    ])("ends where %s", async (_, command, job) => {
      const { jobs } = await run("deploy.yml", {
        responses: { ...built, [command]: { status: 1 } },
      });
      const names = Object.keys(all);
      const after = names.slice(names.indexOf(job) + 1);

      expect(results(jobs)[job]).toBe("failure");
      for (const name of after) expect(results(jobs)[name]).toBe("skipped");
    });

    it("ends where the first deployment without images fails", async () => {
      const { jobs } = await run("deploy.yml", {
        responses: {
          ...built,
          "images --missing": { text: "prod/tasks/web" },
          deploy: { status: 1 },
        },
      });

      expect(results(jobs)).toEqual({
        prepare: "success",
        repositories: "failure",
        images: "skipped",
        deploy: "skipped",
        "login-check": "skipped",
      });
    });
  });

  describe("the check of credentials", () => {
    it("assumes every role by hand, and those that need no approval every week", async () => {
      const byHand = await run("credentials-check.yml", {
        github: { event_name: "workflow_dispatch" },
      });
      const weekly = await run("credentials-check.yml", { github: { event_name: "schedule" } });

      expect(byHand.jobs.map(({ log }) => log.trim())).toEqual([
        `{"Arn": "${planRole}"}`,
        `{"Arn": "${imageRole}"}`,
        `{"Arn": "${applyRole}"}`,
      ]);
      expect(byHand.jobs.map(({ environment }) => environment)).toEqual(["", "", "prod"]);
      expect(weekly.jobs.map(({ result }) => result)).toEqual(["success", "success", "skipped"]);
    });

    it("is red for the role that cannot be assumed, and explains why", async () => {
      github.claims = { sub: "repo:acme/website:ref:refs/heads/main" };
      const { jobs } = await run("credentials-check.yml", { untrusted: [imageRole] });

      expect(jobs.map(({ result }) => result)).toEqual(["success", "failure", "skipped"]);
      expect(jobs[1]?.summary).toContain("`sub`: repo:acme/website:ref:refs/heads/main");
    });

    it("is green where no variable is set, and red where one is missing", async () => {
      const { AWS_PLAN_ROLE_ARN: _, ...rest } = vars;
      const unset = await run("credentials-check.yml", { vars: {} });
      const partial = await run("credentials-check.yml", { vars: rest });

      expect(unset.jobs.map(({ result }) => result)).toEqual(["success", "success", "skipped"]);
      expect(partial.jobs.map(({ result }) => result)).toEqual(["failure", "success", "skipped"]);
    });
  });
});
