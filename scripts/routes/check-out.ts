import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { UserError } from "../../config/user-error";

/**
 * Writes the project as it was at a revision into a folder, with the packages that are installed now.
 * Git's own files stay as they are.
 * @param root the project's folder, in a Git repository
 * @param folder where to write it
 * @throws UserError when there is no such revision
 */
export function checkOut(root: string, revision: string, folder: string): void {
  const commit = resolveCommit(root, revision);
  const top = git(root, ["rev-parse", "--show-toplevel"]).trim();
  const inside = relative(top, root).replaceAll("\\", "/");
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync("git", ["archive", "--format=tar", `${commit}:${inside}`], {
    cwd: root,
    maxBuffer: 2 ** 30,
  });
  execFileSync("tar", ["-xf", "-", "-C", folder], { input: archive });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
}

function resolveCommit(root: string, revision: string): string {
  const { status, stdout, stderr, error } = spawnSync(
    "git",
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
    { cwd: root, encoding: "utf8" },
  );
  if (error !== undefined) {
    throw new UserError(
      `git cannot be started, so the routes of ${revision} are not known. Install Git.`,
    );
  }
  if (status === 0) return stdout.trim();
  const isRepository = stderr === "";
  throw new UserError(
    isRepository
      ? `"${revision}" is not a revision of this repository, so there is nothing to compare with. ` +
          "Name a commit, branch or tag that exists here; a clone of one commit (fetch-depth: 1) has no other."
      : `${root} is not in a Git repository, so the routes of "${revision}" are not known: ${stderr.trim()}`,
  );
}

function git(cwd: string, args: readonly string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8" });
}
