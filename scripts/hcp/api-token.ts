import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../config/user-error";

/** A token of HCP Terraform. Its value is never printed. */
export interface ApiToken {
  readonly value: string;
  /** Where it was found, for messages. */
  readonly source: string;
}

type Variables = Record<string, string | undefined>;

/** Variables that contain tokens, by name. */
export type TokenVariables = Readonly<Variables>;

/**
 * Removes the tokens from the environment of this process, so that no program started later gets one.
 * @returns what was removed
 */
export function takeTokenVariables(variables: Variables): TokenVariables {
  const taken = Object.entries(variables).filter(
    ([name]) => name === "TFE_TOKEN" || name.startsWith("TF_TOKEN_"),
  );
  for (const [name] of taken) delete variables[name];
  return Object.fromEntries(taken);
}

/**
 * Finds the token as the tfe provider and Terraform do: `TFE_TOKEN`, `TF_TOKEN_<host name>`, then the file
 * that `terraform login` writes.
 * @param hostname such as `app.terraform.io`
 * @param variables what {@link takeTokenVariables} returned
 * @throws UserError when there is none
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#credentials-1
 */
export function findApiToken(hostname: string, variables: TokenVariables): ApiToken {
  const names = ["TFE_TOKEN", ...hostVariables(hostname)];
  const [found] = names.flatMap((name) => {
    const value = variables[name]?.trim();
    return value === undefined || value === "" ? [] : [{ value, source: name }];
  });
  const file = credentialsFile();
  const token = found ?? tokenOfFile(file, hostname);
  if (token !== undefined) return token;
  throw new UserError(
    `There is no token for ${hostname}: neither ${names.join(" nor ")} is set, and ${file} has none.\n` +
      `Run terraform login ${hostname}, or set TFE_TOKEN to a user or team token. An organization token can neither plan nor apply.`,
  );
}

/** Hyphens may be written as they are, or as two underscores where a shell rejects them. */
function hostVariables(hostname: string): string[] {
  const name = hostname.replaceAll(".", "_");
  return [...new Set([name.replaceAll("-", "__"), name])].map((each) => `TF_TOKEN_${each}`);
}

function credentialsFile(): string {
  const { APPDATA } = process.env;
  const folder =
    process.platform === "win32" && APPDATA !== undefined
      ? join(APPDATA, "terraform.d")
      : join(homedir(), ".terraform.d");
  return join(folder, "credentials.tfrc.json");
}

function tokenOfFile(file: string, hostname: string): ApiToken | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  try {
    const { credentials } = JSON.parse(text) as {
      credentials?: Record<string, { token?: string }>;
    };
    const value = credentials?.[hostname]?.token;
    return value === undefined ? undefined : { value, source: file };
  } catch {
    // The parser's message would quote the file.
    throw new UserError(`${file} is not valid JSON. Run terraform login ${hostname} again.`);
  }
}
