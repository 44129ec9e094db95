import type { OidcProvider } from "./oidc-provider";
import type { TrustedTokens } from "./trusted-tokens";

/** Host of GitHub's issuer. */
export const githubHost = "token.actions.githubusercontent.com";

/** Audience that `aws-actions/configure-aws-credentials` requests. */
export const githubAudience = "sts.amazonaws.com";

/** A repository of GitHub. */
export interface GithubRepository {
  /** `owner/name` */
  readonly repository: string;
  readonly repositoryId?: string | undefined;
  readonly defaultBranch: string;
  /** Environment of GitHub that guards the deployment. */
  readonly environment?: string | undefined;
}

/** Which workflows may assume a role. */
export type GithubWorkflows = "pull-requests-and-default-branch" | "default-branch" | "environment";

/**
 * The tokens of a repository's workflows. `sub` has two forms: `repo:owner/name:…`, and for repositories
 * that are newer than summer 2026 `repo:owner@<id>/name@<id>:…`. No text after the names can contain a
 * colon but that of the workflow's own context, so a branch or an environment cannot imitate another one.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubTokens(
  provider: OidcProvider,
  repository: GithubRepository,
  workflows: GithubWorkflows,
): TrustedTokens {
  const { repositoryId, defaultBranch } = repository;
  const ref = `refs/heads/${defaultBranch}`;
  return {
    provider,
    subjects: contexts(repository, workflows, ref).flatMap((context) =>
      names(repository).map((name) => `repo:${name}:${context}`),
    ),
    claims: {
      ...(repositoryId === undefined ? {} : { repository_id: repositoryId }),
      // Otherwise a workflow of any branch could use the environment.
      ...(workflows === "environment" ? { ref } : {}),
    },
  };
}

function contexts(
  { environment }: GithubRepository,
  workflows: GithubWorkflows,
  ref: string,
): string[] {
  switch (workflows) {
    case "pull-requests-and-default-branch":
      return ["pull_request", `ref:${ref}`];
    case "default-branch":
      return [`ref:${ref}`];
    case "environment":
      return [`environment:${environment}`];
  }
}

/** With the repository's ID, the names need not be exact: no other repository has this ID. */
function names({ repository, repositoryId }: GithubRepository): string[] {
  const [owner, name] = repository.split("/");
  if (repositoryId !== undefined) return [`${owner}*/${name}*`];
  return [`${owner}/${name}`, `${owner}@*/${name}@*`];
}
