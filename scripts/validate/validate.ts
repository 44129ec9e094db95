import { environmentNames } from "../../config/select-environment";
import { UserError } from "../../config/user-error";
import { endWhenInterrupted, Interrupted, runProgram } from "../deploy/run-program";
import { synthesize } from "../deploy/synthesize";
import { findTerraform } from "../deploy/terraform-stack";
import { parseOptions } from "../parse-options";

const usage = `Usage: npm run validate -- [options]

Synthesizes every environment and lets Terraform validate every stack. Neither AWS credentials nor the
state are needed.

  --environment NAME   this environment alone; repeat it for more
  --help               this text

Exit status: 0 when every stack is valid, otherwise 1.
`;

/**
 * `npm run validate`: what a pull request is checked with before anybody plans it.
 * @param root the project's folder
 * @returns the exit status
 */
export async function validate(root: string, args: readonly string[]): Promise<number> {
  try {
    const { help, environments } = parseCommandLine(args);
    if (help) {
      console.log(usage);
      return 0;
    }
    endWhenInterrupted();
    const program = findTerraform();
    const invalid: string[] = [];
    for (const name of environments) invalid.push(...(await invalidStacks(root, program, name)));
    if (invalid.length === 0) return 0;
    console.error(`\nNot valid: ${invalid.join(", ")}. Terraform's messages are above.`);
    return 1;
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    // Anything else is a bug of this program, and keeps its stack trace.
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function parseCommandLine(args: readonly string[]): {
  readonly help: boolean;
  readonly environments: readonly string[];
} {
  const { environment, help = false } = parseOptions(usage, {
    args: [...args],
    options: {
      environment: { type: "string", multiple: true },
      help: { type: "boolean", short: "h" },
    },
  }).values;
  return { help, environments: environment ?? environmentNames() };
}

async function invalidStacks(root: string, program: string, name: string): Promise<string[]> {
  const { stacks, warnings } = await synthesize(root, name);
  if (warnings !== "") console.error(warnings);
  const invalid: string[] = [];
  for (const { fullName, folder } of stacks) {
    const run = (...words: string[]) =>
      runProgram(program, [`-chdir=${folder}`, ...words, "-no-color"], {
        env: { ...process.env, TF_IN_AUTOMATION: "1" },
      });
    const initialized = await run("init", "-backend=false", "-input=false");
    const result = initialized.ok ? await run("validate") : initialized;
    console.log(`${fullName}: ${result.ok ? "valid" : "not valid"}`);
    if (result.ok) continue;
    console.error(result.output.trim());
    invalid.push(fullName);
  }
  return invalid;
}
