import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(__dirname, "..", "..", "..");
const copied = [
  ...["config", "constructs", "container", "environments", "packages", "routing", "scripts"],
  ...[
    "stacks",
    "synthesis",
    "main.ts",
    "package.json",
    "package-lock.json",
    "cdktf.json",
    "tsconfig.json",
  ],
];

/** Packages of the repository, which the copy has its own versions of. */
const workspaces: Readonly<Record<string, string>> = {
  "alb-auth": "packages/alb-auth",
  "alb-emulator": "packages/alb-emulator",
  container: "container",
};

/** The sources without anything built, so that a test can edit them, with the repository's node_modules. */
export function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "npm-start-"));
  for (const name of copied) {
    cpSync(join(repository, name), join(folder, name), {
      recursive: true,
      filter: (source) => !/[\\/](node_modules|dist)$/.test(source),
    });
  }
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(join(repository, "node_modules"))) {
    if (name === ".cache") continue;
    const workspace = workspaces[name];
    const target = workspace ? join(folder, workspace) : join(repository, "node_modules", name);
    symlinkSync(target, join(folder, "node_modules", name));
  }
  return folder;
}

/** As `sed -i` and many editors save: a new file takes the place of the old one. */
export function save(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
