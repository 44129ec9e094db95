import { Project } from "./command";
import { token } from "./fake-hcp-terraform";

const states = [{ status: "planned_and_finished" }];
const workspace = "GET /api/v2/organizations/acme/workspaces/seed--shared-identity";
const run = ["run", "shared-identity"];

let project: Project;

beforeAll(() => {
  project = new Project();
});

afterAll(() => project.remove());

describe("npm run hcp in words", () => {
  it("says how to get a token that is accepted", async () => {
    const { status, stderr } = await project.run(
      run,
      { states },
      {
        variables: { TF_TOKEN_app_terraform_io: "expired-token" },
      },
    );

    expect(status).toBe(1);
    expect(stderr).toContain("The token of TF_TOKEN_app_terraform_io is not valid, or has expired");
    expect(stderr).toContain("terraform login app.terraform.io");
    expect(stderr).not.toContain("expired-token");
  });

  it("names the command that creates a missing workspace", async () => {
    const { status, stderr } = await project.run(run, {
      states,
      failures: { [workspace]: [{ status: 404 }] },
    });

    expect(status).toBe(1);
    expect(stderr).toContain("Workspace seed--shared-identity does not exist in organization acme");
    expect(stderr).toContain("npm run deploy -- --only workspaces");
  });

  it.each([
    [{ workspace: { "execution-mode": "local" } }, "execution mode is local"],
    [{ workspace: { permissions: { "can-queue-run": false } } }, "may not queue plans"],
    [{ workspace: { permissions: { "can-queue-apply": false } } }, "may not apply"],
    [{ workspace: { "vcs-repo": { identifier: "acme/web" } } }, "connected to repository acme/web"],
    [
      { lockedBy: "users" as const, workspace: { "locked-reason": "holidays" } },
      "locked by a user (holidays)",
    ],
  ])("uploads nothing to a workspace with %j", async (settings, text) => {
    const { status, stderr, api } = await project.run([...run, "--apply", "--yes"], {
      states,
      ...settings,
    });

    expect(status).toBe(1);
    expect(stderr).toContain(text);
    expect(api.accepted).toEqual([workspace.replace("/api/v2", "")]);
  });

  it("waits for another run of the workspace, and says so", async () => {
    const { status, stderr } = await project.run(run, { states, lockedBy: "runs" });

    expect(status).toBe(0);
    expect(stderr).toContain("the workspace is locked (runs)");
  });

  it.each([
    [409, "Workspace is busy", "in another state by now"],
    [422, "Plan only runs are disabled", "does not accept the request as it is"],
    [404, "not found", "may queue plans"],
    [500, "boom", "not known whether the request had an effect"],
  ])("explains %d", async (code, detail, text) => {
    const { status, stderr, pauses } = await project.run(run, {
      states,
      failures: { "POST /api/v2/runs": [{ status: code, detail }] },
    });

    expect(status).toBe(1);
    expect(stderr).toContain(`returned ${code} to POST /runs. It says: ${detail}.`);
    expect(stderr).toContain(text);
    // Another attempt could start a second run.
    expect(pauses).toEqual([1_000]);
  });

  it("repeats a request after 429, and waits as long as it is told to", async () => {
    const { status, pauses } = await project.run(run, {
      states,
      versionStatuses: ["uploaded"],
      failures: {
        "POST /api/v2/runs": [{ status: 429, headers: { "retry-after": "7" } }, { status: 429 }],
      },
    });

    expect({ status, pauses }).toEqual({ status: 0, pauses: [7_000, 2_000] });
  });

  it("repeats what changes nothing twice after a server error, and gives up", async () => {
    const failures = { [workspace]: [503, 502, 500, 500, 500, 500].map((status) => ({ status })) };
    const { status, stderr, pauses } = await project.run(run, { states, failures });

    expect({ status, pauses }).toEqual({ status: 1, pauses: [1_000, 2_000, 4_000, 8_000, 16_000] });
    expect(stderr).toContain("It did not recover after several attempts");
  });

  it("reports an upload that is not accepted", async () => {
    const { status, stderr } = await project.run(run, { states, versionStatuses: ["errored"] });

    expect(status).toBe(1);
    expect(stderr).toContain("did not accept the upload (errored): The archive is broken.");
  });

  it("says where it could not connect", async () => {
    const { status, stderr } = await project.run(run, { states }, { origin: "http://127.0.0.1:9" });

    expect(status).toBe(1);
    expect(stderr).toMatch(/did not reach app\.terraform\.io: .+/);
  });

  it("starts nothing where nobody can be asked", async () => {
    const { status, stderr, api } = await project.run(
      [...run, "--apply"],
      { states },
      { canAsk: false },
    );

    expect({ status, accepted: api.accepted }).toEqual({ status: 1, accepted: [] });
    expect(stderr).toContain("Add --yes");
  });

  it("names the page of the run that goes on after an interruption", async () => {
    const interrupted = new AbortController();
    const { status, stderr } = await project.run(
      run,
      { states: [{ status: "planning" }], versionStatuses: ["uploaded"] },
      {
        signal: interrupted.signal,
        pause: async (_milliseconds, signal) => {
          interrupted.abort();
          signal?.throwIfAborted();
        },
      },
    );

    expect(status).toBe(130);
    expect(stderr).toContain(
      "The run goes on: follow, confirm or cancel it at https://app.terraform.io/app/acme/workspaces/seed--shared-identity/runs/run-1",
    );
  });

  it("passes no token on to programs that are started later", async () => {
    const variables: Record<string, string | undefined> = {
      TFE_TOKEN: token,
      TF_TOKEN_example_com: "x",
      HOME: "/",
    };
    await project.run(run, { states }, { variables });

    expect(variables).toEqual({ HOME: "/" });
  });
});
