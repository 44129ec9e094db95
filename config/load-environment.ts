import { importEnvironment } from "./import-environment";
import { formatIssues } from "./issue-report";
import { parseEnvironment } from "./parse-environment";
import { rejectSharedName } from "./reject-shared-name";
import type { Environment } from "./schema/environment";
import { environmentFile } from "./select-environment";
import { sourceLines } from "./source-lines";
import { UserError } from "./user-error";

/**
 * Loads and checks `environments/<name>.ts`.
 *
 * @throws UserError with every issue of the file, or with the names of the existing files
 */
export async function loadEnvironment(name: string): Promise<Environment> {
  const file = environmentFile(name);
  const { environment } = await importEnvironment(name);
  if (environment === undefined) {
    throw new UserError(
      `${file} does not export "environment", so there is nothing to synthesize.\n` +
        "Write: export const environment = defineEnvironment({ … });",
    );
  }
  const result = parseEnvironment(environment, name);
  if (!result.ok) throw new UserError(formatIssues(file, result.issues, sourceLines(file)));
  await rejectSharedName(name, result.environment.name);
  return result.environment;
}
