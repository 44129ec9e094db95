import { UserError } from "../../config/user-error";
import { synthesize } from "../deploy/synthesize";

/**
 * Checks that the state outlives a run. A runner starts without files: with state in a local one, every
 * deployment would create everything again, beside what exists.
 * @param root the project's folder
 * @returns the exit status
 * @throws UserError when the state is local
 */
export async function checkSharedState(root: string, environment: string): Promise<number> {
  const { deployment } = await synthesize(root, environment);
  if (deployment.stateType !== "local") return 0;
  throw new UserError(
    `state of environment ${deployment.name} is { type: "local" }, which no other run can read: it would create ` +
      'everything again. Set state in the environment file to { type: "s3", … } or { type: "cloud", … } ' +
      "(docs/bootstrap.md).",
  );
}
