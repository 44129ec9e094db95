import { UserError } from "../../config/user-error";
import { upsertComment } from "./github-comment";
import { becomesPublicStatus, marker, type Recorded, type Review, reviewMarkdown } from "./review";
import { missingMessage, missingSettings } from "./settings";
import { addSummary, annotate } from "./workflow-files";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Writes what a pull request changes to the summary of the job.
 * @returns the exit status
 */
export function summarize(variables: Variables): number {
  const review = reviewOf(variables);
  if (review.routes?.status === becomesPublicStatus) {
    annotate(
      "warning",
      "Requests become public that were not, or open to users outside of their groups. The summary of this job names them.",
    );
  }
  addSummary(reviewMarkdown(review), variables);
  return 0;
}

/**
 * Writes the same as the one comment of the pull request, which later runs update.
 * @returns the exit status: 1 when the plan failed
 * @throws UserError when GitHub does not accept the comment
 */
export async function comment(variables: Variables): Promise<number> {
  const review = reviewOf(variables);
  const body = reviewMarkdown(review);
  addSummary(body, variables);
  await upsertComment({
    apiUrl: required("GITHUB_API_URL", variables),
    repository: required("GITHUB_REPOSITORY", variables),
    pullRequest: required("PULL_REQUEST", variables),
    token: required("GITHUB_TOKEN", variables),
    marker,
    body,
  });
  return "skipped" in review.plan || review.plan.status === "0" ? 0 : 1;
}

function reviewOf(variables: Variables): Review {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID, COMMIT, ENVIRONMENT } = variables;
  return {
    routes: recorded("ROUTES", variables),
    plan: recorded("PLAN", variables) ?? { skipped: reasonWithoutPlan(variables) },
    environment: ENVIRONMENT ?? "",
    commit: COMMIT ?? "",
    runUrl: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
  };
}

function recorded(name: string, variables: Variables): Recorded | undefined {
  const status = variables[`${name}_STATUS`] ?? "";
  return status === "" ? undefined : { text: variables[name] ?? "", status };
}

/** Variables without which nothing can be planned. */
const planSettings = ["ENVIRONMENT", "AWS_REGION", "AWS_PLAN_ROLE_ARN"];

function reasonWithoutPlan(variables: Variables): string {
  const { HEAD_REPOSITORY, GITHUB_REPOSITORY, AUTHOR } = variables;
  if (HEAD_REPOSITORY !== GITHUB_REPOSITORY) {
    return "No plan: a pull request from a fork gets no AWS credentials. Somebody who may push can run it from a branch of this repository.";
  }
  if (AUTHOR === "dependabot[bot]") {
    return "No plan: a pull request of Dependabot gets no AWS credentials.";
  }
  const missing = missingSettings(planSettings, variables);
  if (missing.length > 0) return missingMessage(missing);
  return variables.PLAN_ELSEWHERE === "true"
    ? "The plan is in the comment of the pull request, and in the summary of the job *review*."
    : "No plan: a step before it failed. The log of the run has its message.";
}

function required(name: string, variables: Variables): string {
  const value = variables[name] ?? "";
  if (value === "") throw new UserError(`The workflow does not pass ${name}.`);
  return value;
}
