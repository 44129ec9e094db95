import {
  type Job,
  parserErrors,
  readWorkflow,
  type Step,
  workflowFiles,
  workflowText,
} from "./support/workflow";

const workflows = workflowFiles.map((file) => ({
  file,
  text: workflowText(file),
  ...readWorkflow(file),
}));
const jobs = workflows.flatMap(({ file, jobs }) =>
  Object.entries(jobs).map(([id, job]) => ({ name: `${file} ${id}`, job })),
);

/** Permissions of the token that the steps of a job need. */
function neededPermissions({ steps }: Job): Record<string, string> {
  const uses = (name: string) => steps.some((step) => step.uses?.startsWith(`${name}@`));
  return {
    ...(uses("actions/checkout") ? { contents: "read" } : {}),
    ...(uses("aws-actions/configure-aws-credentials") ? { "id-token": "write" } : {}),
    ...(steps.some(({ run }) => run?.includes("pipeline -- comment"))
      ? { "pull-requests": "write" }
      : {}),
  };
}

function index(steps: readonly Step[], isStep: (step: Step) => boolean): number {
  return steps.findIndex(isStep);
}

describe("the workflows", () => {
  it("are those for pull requests, deployments and credentials", () => {
    expect(workflowFiles.sort()).toEqual(["check.yml", "credentials-check.yml", "deploy.yml"]);
  });

  it.each(workflows)("$file has no error in GitHub's own parser", async ({ file, text }) => {
    expect(await parserErrors(file, text)).toEqual([]);
  });

  it("would have errors in GitHub's own parser with a mistake", async () => {
    const text = workflowText("deploy.yml");

    expect(await parserErrors("a.yml", text.replace("runs-on:", "run-on:"))).not.toEqual([]);
    expect(
      await parserErrors("b.yml", text.replace("vars.AWS_REGION", "var.AWS_REGION")),
    ).not.toEqual([]);
    expect(await parserErrors("c.yml", text.replace("queue: max", "queue: all"))).not.toEqual([]);
  });

  it.each(workflows)(
    "$file never runs code of a fork with the rights of this repository",
    ({ on, text }) => {
      expect(Object.keys(on)).not.toContain("pull_request_target");
      expect(Object.keys(on)).not.toContain("workflow_run");
      expect(text).not.toMatch(/\{\{[^}]*\bsecrets\b/);
    },
  );

  it.each(workflows)("$file grants nothing by default", ({ permissions }) => {
    expect(permissions).toEqual({});
  });

  it.each(workflows)(
    "$file pins every action by commit, with its version beside it",
    ({ text }) => {
      const actions = text.match(/^ *(?:- )?uses:.*$/gm) ?? [];

      expect(actions.length).toBeGreaterThan(0);
      for (const action of actions) {
        expect(action).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
      expect(text).not.toMatch(/cdktf-action|terraform-cdk-action/);
    },
  );

  it("use one version of each action", () => {
    const uses = jobs.flatMap(({ job }) => job.steps.flatMap((step) => step.uses ?? []));
    const names = new Set(uses.map((each) => each.split("@")[0]));

    expect(new Set(uses).size).toBe(names.size);
  });

  it.each(jobs)("$name holds the permissions that its steps need, and no other", ({ job }) => {
    expect(job.permissions).toEqual(neededPermissions(job));
  });

  it.each(jobs)(
    "$name ends, runs on a named system and keeps no token in its checkout",
    ({ job }) => {
      const [checkout] = job.steps;

      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      expect(job["runs-on"]).toBe("ubuntu-24.04");
      expect(checkout?.uses).toMatch(/^actions\/checkout@/);
      expect(checkout?.with?.["persist-credentials"]).toBe(false);
    },
  );

  it.each(jobs)("$name installs packages before it has credentials", ({ job }) => {
    const credentials = index(
      job.steps,
      ({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@") === true,
    );
    const install = index(job.steps, ({ run }) => run === "npm ci");

    expect(install).toBeGreaterThan(0);
    if (credentials !== -1) expect(install).toBeLessThan(credentials);
  });

  it.each(jobs)("$name puts no expression into a command", ({ job }) => {
    for (const { run = "" } of job.steps) expect(run).not.toContain("${{");
  });

  it.each(jobs)("$name starts only scripts of package.json", ({ job }) => {
    const { scripts } = require("../../package.json") as { scripts: Record<string, string> };
    const commands = job.steps.flatMap(({ run }) => run ?? []).join("\n");
    for (const [, name = ""] of commands.matchAll(/npm run (?:--silent )?([\w:-]+)/g)) {
      expect(Object.keys(scripts)).toContain(name);
    }
  });

  it.each(workflows)("$file cancels nothing that runs", ({ concurrency }) => {
    expect(concurrency?.["cancel-in-progress"]).toBe(false);
  });

  it("cancel no deployment, neither running nor waiting", () => {
    const deploy = workflows.find(({ file }) => file === "deploy.yml");

    expect(deploy?.concurrency).toEqual({
      group: "deploy-${{ inputs.environment || vars.ENVIRONMENT }}",
      "cancel-in-progress": false,
      queue: "max",
    });
  });

  it("apply only in an environment of GitHub, whose rules ask people first", () => {
    const applying = jobs.filter(({ job }) =>
      job.steps.some((step) => step.with?.["role-to-assume"] === "${{ vars.AWS_APPLY_ROLE_ARN }}"),
    );

    expect(applying.map(({ name }) => name)).toEqual([
      "credentials-check.yml apply",
      "deploy.yml repositories",
      "deploy.yml deploy",
    ]);
    for (const { job } of applying) expect(job.environment).toMatch(/vars\.ENVIRONMENT \}\}$/);
  });
});
