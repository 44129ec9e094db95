import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The Terraform JSON of every stack below an output folder, by stack name. */
export function readStacks(outdir) {
  const folder = join(outdir, "stacks");
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, JSON.parse(readFileSync(join(folder, name, "cdk.tf.json"), "utf8"))]),
  );
}

/** Path of the one value that differs by nature: each package pins the provider it was made from. */
const providerVersionPath = /^[^.]+\.terraform\.required_providers\.aws\.version$/;

/**
 * @returns a line for every value that differs, `path: left → right`; metadata (`//`) and the pinned
 * version of the provider are not compared
 */
export function differences(left, right, path = "") {
  if (providerVersionPath.test(path)) return [];
  if (isContainer(left) && isContainer(right) && Array.isArray(left) === Array.isArray(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    keys.delete("//");
    return [...keys].flatMap((key) =>
      differences(left[key], right[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return left === right ? [] : [`${path}: ${show(left)} → ${show(right)}`];
}

function isContainer(value) {
  return typeof value === "object" && value !== null;
}

function show(value) {
  return value === undefined ? "(absent)" : JSON.stringify(value);
}
