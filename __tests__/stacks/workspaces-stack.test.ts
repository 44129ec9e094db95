import { Testing } from "cdktf";
import type { EnvironmentInput } from "../../config/schema/environment";
import { createStacks } from "../../synthesis/create-stacks";
import documented from "../fixtures/tfe-arguments.json";
import { parse, testApp } from "../support/synth";
import { checked, minimalApplication, testEnvironment } from "../support/synth-environment";

type Cloud = Extract<NonNullable<EnvironmentInput["state"]>, { type: "cloud" }>;
type Block = Record<string, unknown>;

const roles = {
  planRoleArn: "arn:aws:iam::111122223333:role/plan",
  applyRoleArn: "arn:aws:iam::111122223333:role/apply",
};

/** An environment whose second application uses the network of the first. */
function environment(cloud: Partial<Cloud> = {}): EnvironmentInput {
  return testEnvironment({
    state: {
      type: "cloud",
      organization: "acme",
      project: "web",
      workspaces: { terraformVersion: "1.11.4", roles },
      ...cloud,
    },
    applications: {
      app: minimalApplication,
      notes: {
        ...minimalApplication,
        hostName: "notes.example.com",
        network: { type: "application", application: "app" },
      },
    },
  });
}

function synthesized(input: EnvironmentInput) {
  const stacks = createStacks(testApp(), checked(input));
  const found = stacks.find(({ stack }) => stack.node.id === "test--workspaces");
  return { stacks, json: found && parse(Testing.synth(found.stack)) };
}

function blocks(input: EnvironmentInput, type: string): Block[] {
  const { json } = synthesized(input);
  return Object.values(json?.resource?.[type] ?? {}) as Block[];
}

/** Workspaces by their Terraform address. */
function workspaceName(reference: unknown): string {
  return /tfe_workspace\.(\w+?)_workspace_/.exec(String(reference))?.[1] ?? String(reference);
}

describe("the workspaces stack", () => {
  it("is absent when the environment does not ask for it", () => {
    const { stacks } = synthesized(environment({ workspaces: undefined }));

    expect(stacks.map(({ stack }) => stack.node.id)).toEqual([
      "test--shared-identity",
      "test--app",
      "test--notes",
    ]);
  });

  it("comes first, and the identity depends on it", () => {
    const { stacks } = synthesized(environment());
    const [workspaces, identity] = stacks.map(({ stack }) => stack);

    expect(workspaces?.node.id).toBe("test--workspaces");
    expect(identity?.dependsOn(workspaces as never)).toBe(true);
  });

  it("has one workspace for each other stack, with the version of Terraform and without runs of their own", () => {
    const common = {
      organization: "acme",
      project_id: expect.stringMatching(/^\$\{tfe_project\.project\.id\}$/),
      terraform_version: "1.11.4",
      queue_all_runs: false,
      auto_apply: false,
      auto_apply_run_trigger: false,
      force_delete: false,
    };

    expect(blocks(environment(), "tfe_workspace")).toEqual(
      ["app", "notes", "shared-identity"].map((name) => ({
        ...common,
        name: `test--${name}`,
        description: expect.any(String),
      })),
    );
  });

  it("shares the identity's state with applications, and that of a network with those that use it", () => {
    const shared = blocks(environment(), "tfe_workspace_settings").map((block) => [
      workspaceName(block.workspace_id),
      (block.remote_state_consumer_ids as string[]).map(workspaceName),
      block.global_remote_state,
      block.execution_mode,
    ]);

    expect(shared).toEqual([
      ["app", ["notes"], false, "remote"],
      ["notes", [], false, "remote"],
      ["shared_identity", ["app", "notes"], false, "remote"],
    ]);
  });

  it("plans an application after an apply of what it reads", () => {
    const triggers = blocks(environment(), "tfe_run_trigger").map((block) => [
      workspaceName(block.workspace_id),
      workspaceName(block.sourceable_id),
    ]);

    expect(triggers.sort()).toEqual([
      ["app", "shared_identity"],
      ["notes", "app"],
      ["notes", "shared_identity"],
    ]);
  });

  it("gives the edge a workspace, whose state those applications read that are behind it", () => {
    const input = {
      ...environment(),
      edge: { hostName: "edge.example.com", hostedZone: minimalApplication.hostedZone },
      applications: {
        app: { ...minimalApplication, loadBalancer: { type: "edge" as const, slot: 1 } },
        notes: {
          ...minimalApplication,
          hostName: "notes.example.com",
          network: { type: "new" as const, cidr: "10.1.0.0/16" },
        },
      },
    };
    const shared = blocks(input, "tfe_workspace_settings").map((block) => [
      workspaceName(block.workspace_id),
      (block.remote_state_consumer_ids as string[]).map(workspaceName),
    ]);
    const triggers = blocks(input, "tfe_run_trigger").map((block) => [
      workspaceName(block.workspace_id),
      workspaceName(block.sourceable_id),
    ]);

    expect(Object.fromEntries(shared)).toEqual({
      app: [],
      edge: ["app"],
      notes: [],
      shared_identity: ["edge", "app", "notes"],
    });
    expect(triggers.sort()).toEqual([
      ["app", "edge"],
      ["app", "shared_identity"],
      ["edge", "shared_identity"],
      ["notes", "shared_identity"],
    ]);
  });

  it("gives plans and applies different roles, as environment variables", () => {
    const variables = blocks(environment(), "tfe_variable");

    expect(variables).toHaveLength(9);
    expect(
      variables
        .filter((block) => workspaceName(block.workspace_id) === "app")
        .map(({ key, value, category }) => [key, value, category]),
    ).toEqual([
      ["TFC_AWS_APPLY_ROLE_ARN", roles.applyRoleArn, "env"],
      ["TFC_AWS_PLAN_ROLE_ARN", roles.planRoleArn, "env"],
      ["TFC_AWS_PROVIDER_AUTH", "true", "env"],
    ]);
  });

  it("uses the roles of the bootstrap stack, which gets a workspace without remote runs", () => {
    const input = {
      ...environment({ workspaces: { terraformVersion: "1.11.4" } }),
      provider: { allowedAccountIds: ["111122223333"] },
      iam: { rolePath: "/ci/" },
      delivery: { hcpTerraform: {} },
    };
    const values = blocks(input, "tfe_variable").map(({ value }) => value);
    const modes = blocks(input, "tfe_workspace_settings").map((block) => [
      workspaceName(block.workspace_id),
      block.execution_mode,
    ]);

    expect(new Set(values)).toEqual(
      new Set([
        "true",
        "arn:aws:iam::111122223333:role/ci/test-delivery-plan",
        "arn:aws:iam::111122223333:role/ci/test-delivery-apply",
      ]),
    );
    expect(Object.fromEntries(modes)).toEqual({
      app: "remote",
      delivery: "local",
      notes: "remote",
      shared_identity: "remote",
    });
    expect(
      synthesized(input)
        .stacks.map(({ stack }) => stack.node.id)
        .slice(0, 3),
    ).toEqual(["test--workspaces", "test--delivery", "test--shared-identity"]);
  });

  it("sets no variable for an image, which would outlive every digest in an upload", () => {
    expect(JSON.stringify(synthesized(environment()).json)).not.toContain("_image");
  });

  it("points the workspaces at the committed folders of a repository", () => {
    const repository = { identifier: "acme/web", branch: "main", oauthTokenId: "ot-1" };
    const workspaces = blocks(
      environment({ workspaces: { terraformVersion: "1.11.4", repository } }),
      "tfe_workspace",
    );
    const identity = workspaces.find(({ name }) => name === "test--shared-identity");

    expect(identity).toMatchObject({
      working_directory: "cdktf.out/stacks/test--shared-identity",
      file_triggers_enabled: true,
      vcs_repo: { identifier: "acme/web", branch: "main", oauth_token_id: "ot-1" },
    });
  });

  it("finds a project that exists, or leaves the default one", () => {
    const existing = synthesized(
      environment({ workspaces: { terraformVersion: "1.11.4", createProject: false } }),
    ).json;
    const none = synthesized(environment({ project: undefined })).json;

    expect(existing?.data).toMatchObject({
      tfe_project: { project: { name: "web", organization: "acme" } },
    });
    expect(Object.keys(none?.resource ?? {})).not.toContain("tfe_project");
  });

  it("keeps its state in a file of its own, needs no AWS, and contains no token", () => {
    const { json } = synthesized(environment({ hostname: "terraform.example.com" }));

    expect(json?.terraform).toMatchObject({
      backend: { local: { path: "../../../terraform-state/test/workspaces.tfstate" } },
      required_providers: { tfe: { source: "hashicorp/tfe", version: "0.71.0" } },
    });
    expect(json?.provider).toEqual({
      tfe: [{ hostname: "terraform.example.com", organization: "acme" }],
    });
    expect(JSON.stringify(json)).not.toMatch(/token"/);
  });

  it("uses documented arguments only", () => {
    const repository = {
      identifier: "acme/web",
      branch: "main",
      githubAppInstallationId: "ghain-1",
    };
    const { json } = synthesized(
      environment({
        workspaces: {
          terraformVersion: "1.11.4",
          executionMode: "agent",
          agentPoolId: "apool-1",
          repository,
          roles,
        },
      }),
    );
    const used = Object.entries(json?.resource ?? {}).flatMap(([type, named]) =>
      Object.values(named as Record<string, Block>).flatMap((block) => [
        ...Object.keys(block).map((name) => `${type}.${name}`),
        ...Object.keys((block.vcs_repo as Block | undefined) ?? {}).map(
          (name) => `${type}.vcs_repo.${name}`,
        ),
      ]),
    );
    const { "//": _, ...types } = documented;
    const known = Object.entries(types).flatMap(([type, names]) =>
      (names as string[]).map((name) => `${type}.${name}`),
    );

    expect(used.length).toBeGreaterThan(50);
    expect(used.filter((each) => !known.includes(each))).toEqual([]);
  });
});
