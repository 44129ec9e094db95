import { parseEnvironment } from "../../../config/parse-environment";
import { minimalApplication, testEnvironment } from "../../support/synth-environment";

function messages(workspaces: Record<string, unknown>, name = "app"): string[] {
  const result = parseEnvironment(
    testEnvironment({
      state: { type: "cloud", organization: "acme", workspaces: workspaces as never },
      applications: { [name]: minimalApplication },
    }),
    "test",
  );
  return result.ok ? [] : result.issues.map(({ message }) => message);
}

const terraformVersion = "1.11.4";

describe("state.workspaces", () => {
  it("needs a version of Terraform", () => {
    expect(messages({ terraformVersion })).toEqual([]);
    expect(messages({})).toEqual(["is required: expected a string"]);
  });

  it.each([
    [{ terraformVersion: "latest" }, "must be an exact version"],
    [{ terraformVersion: "~> 1.11" }, "must be an exact version"],
    [{ terraformVersion: "1.5.7" }, "must be 1.6.0 or later"],
    [{ terraformVersion, executionMode: "agent" }, 'must be set with executionMode "agent"'],
    [{ terraformVersion, agentPoolId: "apool-1" }, 'must be set with executionMode "agent"'],
    [{ terraformVersion, repository: { identifier: "acme/web" } }, "must have either"],
    [
      {
        terraformVersion,
        repository: {
          identifier: "acme/web",
          oauthTokenId: "ot-1",
          githubAppInstallationId: "ghain-1",
        },
      },
      "must have either",
    ],
    [{ terraformVersion, roles: { planRoleArn: "plan", applyRoleArn: "x" } }, "ARN of an IAM role"],
  ])("rejects %j", (workspaces, message) => {
    expect(messages(workspaces).join("\n")).toContain(message);
  });

  it("needs the account whose roles delivery creates", () => {
    const environment = (allowedAccountIds?: string[]) =>
      parseEnvironment(
        testEnvironment({
          state: { type: "cloud", organization: "acme", workspaces: { terraformVersion } },
          delivery: { hcpTerraform: {} },
          ...(allowedAccountIds === undefined ? {} : { provider: { allowedAccountIds } }),
        }),
        "test",
      );

    expect(environment(["111122223333"])).toMatchObject({ ok: true });
    expect(environment()).toMatchObject({
      issues: [{ message: expect.stringContaining("provider.allowedAccountIds") }],
    });
  });

  it("reserves the name of its stack", () => {
    expect(messages({ terraformVersion }, "workspaces").join()).toContain(
      'must not be named "workspaces"',
    );
  });
});
