import { UserError } from "../../config/user-error";
import { addSummary, annotate, setOutput } from "./workflow-files";

type Variables = Readonly<Record<string, string | undefined>>;

/** What each variable of the repository is for. */
const purposes: Readonly<Record<string, string>> = {
  ENVIRONMENT: "the environment to deploy, such as prod for environments/prod.ts",
  AWS_REGION: "the region of the environment, such as eu-central-1",
  AWS_PLAN_ROLE_ARN: "the role that plans",
  AWS_IMAGE_ROLE_ARN: "the role that pushes images",
  AWS_APPLY_ROLE_ARN: "the role that applies",
};

/**
 * Sets the output `ready` to whether every variable has a value. Where none has, the pipeline is not
 * set up, which is no error; where some have, it is half set up, which is one.
 * @param args names of variables, and `--required` where a missing one is always an error
 * @returns the exit status
 */
export function checkSettings(args: readonly string[], variables: Variables): number {
  const names = args.filter((name) => name !== "--required");
  const unknown = names.filter((name) => purposes[name] === undefined);
  if (unknown.length > 0) throw new UserError(`There is no variable ${unknown.join(", ")}.`);
  const missing = missingSettings(names, variables);
  setOutput("ready", String(missing.length === 0), variables);
  if (missing.length === 0) return 0;
  const isError = args.includes("--required") || missing.length < names.length;
  const message = missingMessage(missing);
  annotate(isError ? "error" : "notice", message);
  addSummary(message, variables);
  return isError ? 1 : 0;
}

/** Those of the names that have no value. */
export function missingSettings(names: readonly string[], variables: Variables): string[] {
  return names.filter((name) => (variables[name] ?? "").trim() === "");
}

/** What to set, as Markdown. */
export function missingMessage(missing: readonly string[]): string {
  return [
    "These variables of the repository (Settings → Secrets and variables → Actions → Variables) are missing, so nothing is done on AWS:",
    "",
    ...missing.map((name) => `- \`${name}\`: ${purposes[name]}`),
    "",
    "docs/pipeline.md says where their values come from.",
  ].join("\n");
}
