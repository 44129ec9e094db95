import { readdirSync } from "node:fs";
import { formatFaults } from "./fault";
import { parseEnvironment } from "./parse-environment";
import type { Environment } from "./schema/environment";

/** Environment that is used when `ENVIRONMENT` names none. */
export const defaultEnvironmentName = "example";

/** Something that the user can put right: shown as it is, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/**
 * Loads and checks `environments/<name>.ts`.
 * @throws UserError with every fault of the file, or with the names that there are
 */
export async function loadEnvironment(name: string): Promise<Environment> {
  const names = readdirSync("environments")
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
  if (!names.includes(name)) {
    throw new UserError(
      `ENVIRONMENT = ${JSON.stringify(name)} names no file: there is no environments/${name}.ts.\n` +
        `Choose one of: ${names.join(", ")}. For example: ENVIRONMENT=${names[0] ?? "example"} npm run synth`,
    );
  }
  const file = `environments/${name}.ts`;
  const exported = await importEnvironment(name, file);
  if (exported.environment === undefined) {
    throw new UserError(
      `${file} exports no "environment", so there is nothing to synthesize.\n` +
        "Write: export const environment = defineEnvironment({ … });",
    );
  }
  const result = parseEnvironment(exported.environment, name);
  if (!result.ok) throw new UserError(formatFaults(file, result.faults));
  return result.environment;
}

async function importEnvironment(name: string, file: string): Promise<{ environment?: unknown }> {
  try {
    return (await import(`../environments/${name}.ts`)) as { environment?: unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${file} fails while it is read: ${reason}\nCorrect the file.`, {
      cause: error,
    });
  }
}
