import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { copyProject } from "../terraform/project-copy";

/** The result of one synthesis command. */
export interface SynthRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Folder that the command was told to write to. */
  readonly outdir: string;
  readonly wroteNothing: boolean;
}

/** A copy of the project whose environments and sources a test may change. */
export class ProjectCopy {
  readonly root = copyProject(resolve(__dirname, "..", ".."));
  /** A folder that contains only `node`, used as `PATH`. */
  private readonly binaries = mkdtempSync(join(tmpdir(), "only-node-"));
  private runs = 0;

  constructor() {
    symlinkSync(process.execPath, join(this.binaries, "node"));
    mkdirSync(join(this.root, "out"));
  }

  /** Writes `environments/<name>.ts`. */
  writeEnvironment(name: string, source: string): void {
    writeFileSync(join(this.root, "environments", `${name}.ts`), source);
  }

  /** Runs the command of `npm run synth` in another folder than the project's, without any tool but Node. */
  synth(
    variables: Readonly<Record<string, string>>,
    outdir = this.newFolder(),
    args: readonly string[] = [],
  ): SynthRun {
    return this.run(
      [join(this.root, "synthesis", "runner", "run.cjs"), ...args],
      tmpdir(),
      variables,
      outdir,
    );
  }

  /** Runs `npx tsx main.ts` in the project's folder. */
  tsxMain(variables: Readonly<Record<string, string>>, outdir = this.newFolder()): SynthRun {
    // Of cdktf's own code, on newer Node versions; the runner of npm run synth leaves them out too.
    const quiet = { NODE_OPTIONS: "--no-deprecation" };
    const args = [require.resolve("tsx/cli"), "main.ts"];
    return this.run(args, this.root, { ...quiet, ...variables }, outdir);
  }

  private run(
    args: readonly string[],
    cwd: string,
    variables: Readonly<Record<string, string>>,
    outdir: string,
  ): SynthRun {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd,
      encoding: "utf8",
      timeout: 150_000,
      env: { PATH: this.binaries, CDKTF_OUTDIR: outdir, ...variables },
    });
    return { status, stdout, stderr, outdir, wroteNothing: !existsSync(outdir) };
  }

  private newFolder(): string {
    this.runs += 1;
    return join(this.root, "out", String(this.runs));
  }

  remove(): void {
    for (const folder of [this.root, this.binaries]) rmSync(folder, { recursive: true });
  }
}

/** Every file below a folder with its content, by path relative to that folder. */
export function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]),
  );
}
