import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "./command";
import { entriesOf } from "./fake-archivist";
import { token } from "./fake-hcp-terraform";

const image = `111122223333.dkr.ecr.eu-central-1.amazonaws.com/seed/tasks/web@sha256:${"0a".repeat(32)}`;
const url = "https://app.terraform.io/app/acme/workspaces/seed--tasks/runs/run-1";
const confirmable = { status: "planned", confirmable: true, hasChanges: true };

let project: Project;

beforeAll(() => {
  project = new Project();
});

afterAll(() => project.remove());

/** The variables of the run that was created. */
function variablesOf(run: Record<string, unknown> | undefined): unknown {
  return (run?.attributes as Record<string, unknown> | undefined)?.variables;
}

describe("npm run hcp -- run", () => {
  it("only plans, in the documented order, and says with status 2 that there are changes", async () => {
    const planLog = [
      '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}',
      '{"@level":"info","@message":"aws_lb.this: Plan to create","type":"planned_change"}',
    ].join("\n");
    const { status, stderr, stdout, api } = await project.run(["run", "tasks"], {
      states: [
        { status: "pending" },
        { status: "planning" },
        { status: "cost_estimated" },
        { status: "planned_and_finished", hasChanges: true },
      ],
      outputs: { images: { web: image } },
      planLog,
    });

    expect(status).toBe(2);
    expect(api.accepted).toEqual([
      "GET /organizations/acme/workspaces/seed--tasks",
      "GET /workspaces/ws-1/current-state-version-outputs",
      "POST /workspaces/ws-1/configuration-versions",
      "GET /configuration-versions/cv-1",
      "GET /configuration-versions/cv-1",
      "POST /runs",
      "GET /runs/run-1",
      "GET /runs/run-1",
      "GET /runs/run-1",
      "GET /plans/plan-1",
    ]);
    expect(stderr).toContain(url);
    expect(stderr).toContain("aws_lb.this: Plan to create");
    expect(stderr).toContain("plan: 2 to add, 1 to change, 0 to destroy");
    expect(stdout).toMatch(/^Environment seed has \d+ managed resources\. .* includes 500 /);
    expect(api.runs[0]).toMatchObject({ attributes: { "plan-only": true, "is-destroy": false } });
  });

  it("uploads the folder of the stack, with the images, at the root of the archive", async () => {
    const { api } = await project.run(["run", "tasks", "--image", `web=${image}`], {
      states: [{ status: "planned_and_finished" }],
    });

    expect(api.archivist.uploads.map(entriesOf)).toEqual([
      ["cdk.tf.json", "image.auto.tfvars.json"],
    ]);
    const file = join(project.stackFolder("tasks"), "image.auto.tfvars.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ web_image: image });
    expect(variablesOf(api.runs[0])).toEqual([{ key: "web_image", value: `"${image}"` }]);
  });

  it("puts the files into the working directory of a workspace that has one", async () => {
    const { api } = await project.run(["run", "shared-identity"], {
      states: [{ status: "planned_and_finished" }],
      workspace: {
        "working-directory": "cdktf.out/stacks/seed--shared-identity",
        "vcs-repo": { identifier: "acme/web" },
      },
    });

    expect(api.archivist.uploads.map(entriesOf)).toEqual([
      ["cdktf.out/stacks/seed--shared-identity/cdk.tf.json"],
    ]);
  });

  it("applies after the question, and follows the apply", async () => {
    const questions: string[] = [];
    const { status, stderr, api } = await project.run(
      ["run", "tasks", "--apply", "--message", "Release 7"],
      {
        states: [{ status: "plan_queued" }, { status: "policy_checked" }, confirmable],
        afterApply: [confirmable, { status: "apply_queued" }, { status: "applied" }],
      },
      {
        confirm: async (question) => {
          questions.push(question);
          return true;
        },
      },
    );

    expect({ status, questions }).toEqual({ status: 0, questions: ["Apply these changes?"] });
    expect(api.accepted.slice(-5)).toEqual([
      "GET /plans/plan-1",
      "POST /runs/run-1/actions/apply",
      "GET /runs/run-1",
      "GET /runs/run-1",
      "GET /runs/run-1",
    ]);
    expect(stderr).toContain("apply queued\n  applied");
    expect(api.runs[0]).toMatchObject({
      attributes: { message: "Release 7", "auto-apply": false, "plan-only": false },
    });
  });

  it("discards the run when the user declines", async () => {
    const { status, stderr, api } = await project.run(
      ["run", "tasks", "--apply"],
      { states: [confirmable] },
      { confirm: async () => false },
    );

    expect(status).toBe(1);
    expect(api.accepted.at(-1)).toBe("POST /runs/run-1/actions/discard");
    expect(stderr).toContain("Declined: the run was discarded");
  });

  it("follows what somebody else decided in the browser while it asked", async () => {
    const { status } = await project.run(["run", "tasks", "--apply", "--yes"], {
      states: [confirmable, { status: "applying" }, { status: "applied" }],
      afterApply: [],
    });

    expect(status).toBe(0);
  });

  it("plans to destroy", async () => {
    const { api } = await project.run(["run", "tasks", "--destroy"], {
      states: [{ status: "planned_and_finished", hasChanges: true }],
    });

    expect(api.runs[0]).toMatchObject({ attributes: { "is-destroy": true, "plan-only": true } });
  });

  it.each([
    [{ status: "planned_and_finished" }, 0, "no changes"],
    [{ status: "discarded" }, 1, "The run was discarded"],
    [{ status: "canceled" }, 1, "The run was canceled"],
    [{ status: "force_canceled" }, 1, "The run was force-canceled"],
    [{ status: "policy_soft_failed" }, 1, "A policy failed"],
    [{ status: "policy_override" }, 1, "waits for somebody who may override it"],
    [{ status: "errored" }, 1, "The run failed"],
  ] as const)("ends after %j with status %d", async (state, expected, text) => {
    const { status, stderr } = await project.run(["run", "tasks", "--apply", "--yes"], {
      states: [{ status: "a_status_of_the_future" }, state],
    });

    expect(status).toBe(expected);
    expect(stderr).toContain("a status of the future");
    expect(stderr).toContain(text);
  });

  it("shows the errors of the log", async () => {
    const applyLog = [
      "\u0002Terraform v1.11.4",
      "\u001b[31m╷\u001b[0m",
      "│ Error: creating ECS Service: AccessDenied",
      "│ ",
      "│   with aws_ecs_service.web[0],",
      "╵\u0003",
    ].join("\n");
    const { stderr } = await project.run(["run", "tasks", "--apply", "--yes"], {
      states: [confirmable],
      afterApply: [{ status: "errored" }],
      applyLog,
    });

    expect(stderr).toContain("Error: creating ECS Service: AccessDenied\n\n  with aws_ecs_service");
    expect(stderr).toContain(url);
  });

  it("never shows the token, nor a URL that contains its own permission", async () => {
    const { stderr, stdout } = await project.run(["run", "tasks", "--apply", "--yes"], {
      states: [confirmable],
      afterApply: [{ status: "errored" }],
      applyLog: "Error: x",
      planLog: "# aws_lb.this will be created",
    });

    expect(stderr).toContain("aws_lb.this will be created");
    expect(stderr + stdout).not.toContain("/v1/object/");
    expect(stderr + stdout).not.toContain(token);
  });
});

describe("the image of a service without --image", () => {
  const states = [{ status: "planned_and_finished" }];

  it("is the one that is deployed", async () => {
    const { api } = await project.run(["run", "tasks"], {
      states,
      outputs: { images: { web: image } },
    });

    expect(variablesOf(api.runs[0])).toEqual([{ key: "web_image", value: `"${image}"` }]);
  });

  it("is none while there is no state", async () => {
    const { api } = await project.run(["run", "tasks"], { states });

    expect(variablesOf(api.runs[0])).toEqual([{ key: "web_image", value: '"none"' }]);
  });

  it("must be named when the state does not tell, so that no run takes the service away", async () => {
    const { status, stderr, api } = await project.run(["run", "tasks"], {
      states,
      outputs: { application_url: "https://tasks.example.com" },
    });

    expect(status).toBe(1);
    expect(stderr).toContain("--image web=REPOSITORY@sha256:…");
    expect(api.runs).toEqual([]);
  });
});
