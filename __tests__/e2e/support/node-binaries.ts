import { execFileSync } from "node:child_process";

export const nodeVersions = ["20", "24", "26"] as const;
export type NodeVersion = (typeof nodeVersions)[number];

const found = new Map<NodeVersion, string>();

/** The program of a Node version: the one that runs, or one that npm has. */
export function nodeBinary(version: NodeVersion): string {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const known = found.get(version);
  if (known !== undefined) return known;
  const path = execFileSync(
    "npx",
    ["--yes", "--package", `node@${version}`, "--", "node", "--print", "process.execPath"],
    { encoding: "utf8" },
  ).trim();
  found.set(version, path);
  return path;
}
