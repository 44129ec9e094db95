import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { findExecutable, isExecutable } from "../../scripts/find-executable";

/** The three programs that a run of real Terraform needs. */
export interface Tools {
  /** Path of the `terraform` executable. */
  readonly terraform: string;
  /** Folder that contains `registry.terraform.io/hashicorp/aws`. */
  readonly providerMirror: string;
  /** Version of the AWS provider in the mirror: the emitted one if present, else the newest. */
  readonly providerVersion: string;
  /** Path of a Python interpreter that can import moto. */
  readonly motoPython: string;
}

/** The tools, or how to install each missing one. */
export type Found<T> =
  | { readonly ok: true; readonly tools: T }
  | { readonly ok: false; readonly missing: readonly string[] };

type Variables = Readonly<Record<string, string | undefined>>;

const emittedProviderVersion = "6.25.0";

/** Folder names of the Terraform registry: `linux_amd64`, `darwin_arm64`. */
function platform(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}_${process.arch === "x64" ? "amd64" : process.arch}`;
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Versions for this machine in a mirror, unpacked or as archives, oldest first. */
function mirroredVersions(mirror: string): string[] {
  const folder = join(mirror, "registry.terraform.io", "hashicorp", "aws");
  if (!existsSync(folder)) return [];
  const archive = new RegExp(`^terraform-provider-aws_(\\d+\\.\\d+\\.\\d+)_${platform()}\\.zip$`);
  return readdirSync(folder)
    .flatMap((entry) => {
      if (existsSync(join(folder, entry, platform()))) return [entry];
      const packed = archive.exec(entry)?.[1];
      return packed === undefined ? [] : [packed];
    })
    .sort(byVersion);
}

function importsMoto(python: string): boolean {
  return spawnSync(python, ["-c", "import moto.server"], { timeout: 60_000 }).status === 0;
}

/** Finds the tools by environment variables, then in `PATH`. An empty variable counts as unset. */
export function findTools(variables: Variables): Found<Tools> {
  const missing: string[] = [];

  const terraform = variables.TERRAFORM_BIN || findExecutable("terraform", variables);
  if (terraform === undefined || !isExecutable(terraform)) {
    missing.push(
      "terraform (install it from https://developer.hashicorp.com/terraform/install, or set TERRAFORM_BIN to its path)",
    );
  }

  const providerMirror = resolve(variables.AWS_PROVIDER_MIRROR || "no-mirror");
  const versions = mirroredVersions(providerMirror);
  if (versions.length === 0) {
    missing.push(
      "an AWS provider (in a folder with this project's cdk.tf.json run `terraform providers mirror FOLDER`, and set AWS_PROVIDER_MIRROR to that folder)",
    );
  }

  const moto = findMoto(variables);
  if (!moto.ok) missing.push(...moto.missing);

  if (missing.length > 0 || terraform === undefined || !moto.ok) {
    return { ok: false, missing };
  }
  const providerVersion = versions.includes(emittedProviderVersion)
    ? emittedProviderVersion
    : (versions.at(-1) ?? emittedProviderVersion);
  return { ok: true, tools: { terraform, providerMirror, providerVersion, ...moto.tools } };
}

/** Finds moto alone, for what calls AWS without Terraform. */
export function findMoto(variables: Variables): Found<Pick<Tools, "motoPython">> {
  const motoPython = variables.MOTO_PYTHON || findExecutable("python3", variables);
  if (motoPython !== undefined && importsMoto(motoPython)) {
    return { ok: true, tools: { motoPython } };
  }
  const missing =
    "moto (`python3 -m pip install 'moto[server]==5.2.1'`, or set MOTO_PYTHON to a Python that has it)";
  return { ok: false, missing: [missing] };
}

/** Finds the cdktf CLI, which the project does not depend on. */
export function findCdktf(variables: Variables): Found<string> {
  const cdktf = variables.CDKTF_BIN || findExecutable("cdktf", variables);
  if (cdktf !== undefined && isExecutable(cdktf)) return { ok: true, tools: cdktf };
  const missing =
    "cdktf (`npm install --prefix FOLDER cdktf-cli@0.21.0`, and set CDKTF_BIN to FOLDER/node_modules/.bin/cdktf)";
  return { ok: false, missing: [missing] };
}
