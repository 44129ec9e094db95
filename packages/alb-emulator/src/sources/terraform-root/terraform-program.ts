import { spawn } from "node:child_process";
import { ReaderError } from "../../terraform/reader-issues.ts";

/** Output of a finished run. */
export interface TerraformOutput {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The first version whose mocks can give values while planning (`override_during`). */
const minVersion = [1, 11] as const;

/** An installed Terraform. */
export class TerraformProgram {
  private constructor(private readonly path: string) {}

  /**
   * Looks for the program: `TERRAFORM_BIN`, else `terraform` in PATH.
   * @throws ReaderError when there is none, or it is too old
   * @see https://developer.hashicorp.com/terraform/language/tests/mocking
   */
  static async find(): Promise<TerraformProgram> {
    const program = new TerraformProgram(process.env.TERRAFORM_BIN || "terraform");
    const { stdout } = await program.run(["version", "-json"], process.cwd()).catch(() => {
      throw new ReaderError([
        `"${program.path}" cannot be started, and only Terraform itself can compute the values of its code. Install Terraform ${minVersion.join(".")} or later, or set TERRAFORM_BIN to its path. OpenTofu has no override_during in its mocks, so it cannot take its place.`,
      ]);
    });
    const version = /"terraform_version":\s*"(\d+)\.(\d+)[^"]*"/.exec(stdout);
    const [, major = 0, minor = 0] = (version ?? []).map(Number);
    if (major < minVersion[0] || (major === minVersion[0] && minor < minVersion[1])) {
      throw new ReaderError([
        `${program.path} is version ${major}.${minor}, whose mocks cannot give values while planning. Install Terraform ${minVersion.join(".")} or later, or set TERRAFORM_BIN to its path.`,
      ]);
    }
    return program;
  }

  /** Runs a command to its end. */
  run(args: readonly string[], cwd: string): Promise<TerraformOutput> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.path, args, {
        cwd,
        env: {
          ...process.env,
          // No colours, no questions, no call home, no search for credentials on a cloud's own address.
          TF_IN_AUTOMATION: "1",
          TF_INPUT: "0",
          NO_COLOR: "1",
          CHECKPOINT_DISABLE: "1",
          AWS_EC2_METADATA_DISABLED: "true",
        },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
      child.once("error", reject);
      child.once("close", (status) =>
        resolve({
          status,
          stdout: Buffer.concat(stdout).toString("utf8"),
          stderr: Buffer.concat(stderr).toString("utf8"),
        }),
      );
    });
  }
}
