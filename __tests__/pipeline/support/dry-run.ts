import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { FakeGithub } from "./fake-github";
import { type JobRun, runWorkflow } from "./run-workflow";
import { readWorkflow } from "./workflow";
import type { Action } from "./workflow-run";

const root = join(__dirname, "..", "..", "..");

/** A command that npm got. */
export interface NpmCall {
  /** Without `run` and `--`. */
  readonly call: string;
  /** The AWS role that the command had credentials of, or an empty text. */
  readonly role: string;
  /** Whether it had GitHub's token. */
  readonly isWriter: boolean;
}

/** A run of a workflow without npm, AWS and GitHub. */
export interface DryRun {
  readonly file: string;
  readonly github: Readonly<Record<string, unknown>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** What commands print and return, by their beginning. @default - nothing, and 0 */
  readonly responses?: Readonly<
    Record<string, { readonly text?: string; readonly status?: number }>
  >;
  /** Roles whose trust does not fit. */
  readonly untrusted?: readonly string[];
}

/** Prepares a folder for dry runs. */
export function prepareDryRuns(folder: string, github: FakeGithub) {
  const bundle = join(root, "node_modules", ".cache", `pipeline-${process.pid}.mjs`);
  buildSync({
    stdin: {
      contents: [
        'import { pipeline } from "./scripts/pipeline/pipeline";',
        "process.exitCode = await pipeline(process.cwd(), process.argv.slice(2));",
      ].join("\n"),
      resolveDir: root,
    },
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  const bin = join(folder, "bin");
  mkdirSync(bin);
  copyFileSync(join(__dirname, "fake-npm.sh"), join(bin, "npm"));
  writeFileSync(join(bin, "aws"), '#!/bin/sh\necho "{\\"Arn\\": \\"$AWS_ROLE\\"}"\n');
  for (const name of ["npm", "aws"]) chmodSync(join(bin, name), 0o755);

  return {
    remove: () => rmSync(bundle),
    async run(
      dry: DryRun,
    ): Promise<{ readonly jobs: readonly JobRun[]; readonly calls: readonly NpmCall[] }> {
      const responses = writeResponses(folder, dry);
      const jobs = await runWorkflow({
        workflow: readWorkflow(dry.file),
        github: { repository: "acme/website", token: github.token, ...dry.github },
        inputs: dry.inputs ?? {},
        vars: dry.vars ?? {},
        actions: actions(dry),
        workspace: folder,
        env: {
          ...github.variables,
          PATH: `${bin}:${process.env.PATH}`,
          FAKE_NPM: responses,
          NODE: process.execPath,
          PIPELINE_BUNDLE: bundle,
          ACTIONS_ID_TOKEN_REQUEST_URL: `${github.url}/id-token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.token,
        },
      });
      return { jobs, calls: readCalls(responses) };
    },
  };
}

/** What the actions do: nothing, except that one of them gives credentials. */
function actions({ untrusted = [] }: DryRun): Readonly<Record<string, Action>> {
  const nothing: Action = async () => ({});
  return {
    "actions/checkout": nothing,
    "actions/setup-node": nothing,
    "hashicorp/setup-terraform": nothing,
    "docker/setup-qemu-action": nothing,
    "docker/setup-buildx-action": nothing,
    "aws-actions/configure-aws-credentials": async ({ "role-to-assume": role = "" }) =>
      untrusted.includes(role)
        ? { ok: false }
        : { env: { AWS_ACCESS_KEY_ID: "test", AWS_ROLE: role } },
  };
}

function writeResponses(folder: string, { responses = {} }: DryRun): string {
  const directory = join(folder, "responses");
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  writeFileSync(join(directory, "calls"), "");
  for (const [index, [call, { text = "", status = 0 }]] of Object.entries(responses).entries()) {
    writeFileSync(join(directory, `${index}.call`), call);
    writeFileSync(join(directory, `${index}.text`), text === "" ? "" : `${text}\n`);
    writeFileSync(join(directory, `${index}.status`), String(status));
  }
  return directory;
}

function readCalls(directory: string): NpmCall[] {
  const lines = readFileSync(join(directory, "calls"), "utf8").split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const [call = "", role = "", writer] = line.split("\t");
      return { call, role, isWriter: writer === "writer" };
    });
}

/** Results of jobs by name. */
export function results(jobs: readonly JobRun[]): Record<string, string> {
  return Object.fromEntries(jobs.map(({ id, result }) => [id, result]));
}
