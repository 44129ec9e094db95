import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse, relative, sep } from "node:path";

/** Files of Terraform's own that it may write. */
const ownFiles = new Set([
  ".terraform",
  ".terraform.lock.hcl",
  "terraform.tfstate",
  "terraform.tfstate.backup",
]);

/**
 * A folder that looks like the user's to Terraform, and into which it may write: links to every file, and
 * links to whatever stands beside the folder and its parents, so that `../modules` leads where it should.
 */
export class Mirror {
  /** The root module in the mirror. */
  readonly folder: string;
  /** Where the test files are. */
  readonly tests: string;
  readonly #top: string;

  constructor(private readonly original: string) {
    this.#top = mkdtempSync(join(tmpdir(), "alb-emulator-terraform-"));
    const { root } = parse(original);
    const parts = relative(root, original).split(sep);
    let from = root;
    let to = this.#top;
    for (const part of parts) {
      linkEntries(from, to, new Set([part]));
      from = join(from, part);
      to = join(to, part);
      mkdirSync(to);
    }
    linkEntries(
      original,
      to,
      new Set([...ownFiles, "tests", ...entriesOf(original).filter(isTest)]),
    );
    this.folder = to;
    this.tests = join(to, "tests");
    mkdirSync(this.tests);
    this.#reuseInstallation();
  }

  /** Forgets what the user's folder has installed, so that `terraform init` writes into the mirror. */
  forgetInstallation(): void {
    rmSync(join(this.folder, ".terraform"), { recursive: true, force: true });
  }

  remove(): void {
    rmSync(this.#top, { recursive: true, force: true });
  }

  #reuseInstallation(): void {
    const lockFile = join(this.original, ".terraform.lock.hcl");
    if (existsSync(lockFile)) copyFileSync(lockFile, join(this.folder, ".terraform.lock.hcl"));
    const installed = join(this.original, ".terraform");
    if (!existsSync(installed)) return;
    mkdirSync(join(this.folder, ".terraform"));
    linkEntries(
      installed,
      join(this.folder, ".terraform"),
      new Set(["terraform.tfstate", "environment"]),
    );
  }
}

/** Their runs would be executed too. */
function isTest(name: string): boolean {
  return name.endsWith(".tftest.hcl") || name.endsWith(".tftest.json");
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A parent that may be entered but not listed: nothing beside the path is needed of it.
    return [];
  }
}

function linkEntries(from: string, to: string, except: ReadonlySet<string>): void {
  for (const name of entriesOf(from)) {
    if (!except.has(name)) symlinkSync(join(from, name), join(to, name), "junction");
  }
}

/** The path as messages of Terraform should show it. */
export function inOriginal(text: string, { folder }: Mirror, original: string): string {
  return text.replaceAll(folder, original).replaceAll(dirname(folder), dirname(original));
}
