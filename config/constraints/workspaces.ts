import type { Constraint, ConstraintIssue } from "./constraint";

/** Name of the stack with the workspaces of HCP Terraform, which no application may have beside it. */
export const workspacesStackName = "workspaces";

/** The settings of the workspaces fit each other. */
export const checkWorkspaces: Constraint = ({ state, applications, delivery, provider }) => {
  if (state.type !== "cloud" || state.workspaces === undefined) return [];
  const { executionMode, agentPoolId, repository, roles } = state.workspaces;
  const path = ["state", "workspaces"];
  const issues: ConstraintIssue[] = [];
  if ((executionMode === "agent") !== (agentPoolId !== undefined)) {
    issues.push({
      path: [...path, "agentPoolId"],
      message: `must be set with executionMode "agent", and only then: HCP Terraform rejects one without the other`,
      fix: "set both, or neither",
    });
  }
  if (repository !== undefined) {
    const { githubAppInstallationId, oauthTokenId } = repository;
    if ((githubAppInstallationId === undefined) === (oauthTokenId === undefined)) {
      issues.push({
        path: [...path, "repository"],
        message:
          "must have either githubAppInstallationId or oauthTokenId: HCP Terraform reads the repository through one of them",
        fix: "set exactly one",
      });
    }
  }
  const accounts = provider.allowedAccountIds ?? [];
  if (roles === undefined && delivery?.hcpTerraform !== undefined && accounts.length !== 1) {
    issues.push({
      path: [...path, "roles"],
      message:
        "must be set, or provider.allowedAccountIds must name exactly one account: the ARNs of the roles of delivery contain it",
      fix: 'add provider: { allowedAccountIds: ["111122223333"] }',
    });
  }
  if (Object.hasOwn(applications, workspacesStackName)) {
    issues.push({
      path: ["applications", workspacesStackName],
      value: workspacesStackName,
      message: `must not be named "${workspacesStackName}": the stack of state.workspaces has this name`,
      fix: "choose another name",
    });
  }
  return issues;
};
