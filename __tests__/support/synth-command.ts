import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { copyProject } from "../terraform/project-copy";

/** The result of a run of the app command. */
export interface SynthRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Folder that the run writes to. */
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

  /** Runs the app command outside the project's folder, with no tool but Node. */
  synth(variables: Readonly<Record<string, string>>, outdir = this.freshFolder()): SynthRun {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(this.root, "scripts", "synth", "run.mjs")],
      {
        cwd: tmpdir(),
        encoding: "utf8",
        timeout: 60_000,
        env: { PATH: this.binaries, CDKTF_OUTDIR: outdir, ...variables },
      },
    );
    return { status, stdout, stderr, outdir, wroteNothing: !existsSync(outdir) };
  }

  private freshFolder(): string {
    this.runs += 1;
    return join(this.root, "out", String(this.runs));
  }

  remove(): void {
    for (const folder of [this.root, this.binaries]) rmSync(folder, { recursive: true });
  }
}
