import { missingMessage, missingSettings } from "./settings";
import { addSummary, annotate } from "./workflow-files";

type Variables = Readonly<Record<string, string | undefined>>;

/** Claims that a trust policy may look at. */
const shownClaims = [
  "aud",
  "sub",
  "repository",
  "repository_id",
  "environment",
  "ref",
  "event_name",
];

const settings = ["AWS_PLAN_ROLE_ARN", "AWS_IMAGE_ROLE_ARN", "AWS_APPLY_ROLE_ARN", "AWS_REGION"];

const rolePattern = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * Says why a role cannot be assumed, after a step that tried it and whose outcome is in `OUTCOME`.
 * @param variable name of the variable with the role's ARN
 * @returns the exit status: 0 when it was assumed, or when no variable is set at all
 */
export async function explainCredentials(variable: string, variables: Variables): Promise<number> {
  if (missingSettings(settings, variables).length === settings.length) {
    return tell("notice", missingMessage(settings), variables);
  }
  const missing = missingSettings([variable, "AWS_REGION"], variables);
  if (missing.length > 0) return tell("error", missingMessage(missing), variables);
  const role = variables[variable] ?? "";
  if (!rolePattern.test(role)) {
    const message = `${variable} is ${JSON.stringify(role)}, which is not the ARN of a role (arn:aws:iam::ACCOUNT:role/NAME). Copy it from the outputs of the bootstrap stack: docs/pipeline.md.`;
    return tell("error", message, variables);
  }
  if (variables.OUTCOME === "success") return 0;
  return tell("error", await trustMessage(variable, role, variables), variables);
}

function tell(level: "notice" | "error", message: string, variables: Variables): number {
  annotate(level, message);
  addSummary(message, variables);
  return level === "error" ? 1 : 0;
}

async function trustMessage(variable: string, role: string, variables: Variables): Promise<string> {
  const claims = await tokenClaims(variables);
  if (claims === undefined) {
    return `GitHub gives this job no token, so ${variable} cannot be used: the job needs the permission id-token: write, and a pull request from a fork never gets one.`;
  }
  const name = role.split("/").at(-1);
  return [
    `AWS does not let this job assume ${role} (${variable}). The step before this one has AWS's own reason. Either the role or GitHub's OpenID Connect provider (token.actions.githubusercontent.com, audience sts.amazonaws.com) does not exist in the account, or a condition of the role's trust policy does not fit this token:`,
    "",
    ...shownClaims.map((claim) => `- \`${claim}\`: ${claims[claim] ?? "absent"}`),
    "",
    `Compare them with the conditions of: \`aws iam get-role --role-name ${name} --query Role.AssumeRolePolicyDocument\`. A repository that was renamed or moved, another branch, another environment of GitHub or an account of another ID changes them. Correct \`delivery.github\` in the environment file, and apply the bootstrap stack again (docs/bootstrap.md).`,
  ].join("\n");
}

/**
 * Claims of the token that GitHub gives this job; the token itself is not kept.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
async function tokenClaims(
  variables: Variables,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = "", ACTIONS_ID_TOKEN_REQUEST_TOKEN: token = "" } =
    variables;
  if (url === "" || token === "") return undefined;
  const response = await fetch(`${url}&audience=sts.amazonaws.com`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) return undefined;
  const { value } = (await response.json()) as { readonly value: string };
  return JSON.parse(Buffer.from(value.split(".")[1] ?? "", "base64url").toString("utf8"));
}
