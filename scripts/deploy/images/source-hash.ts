import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from "node:fs";
import { join, posix } from "node:path";
import { pipeline } from "node:stream/promises";
import dockerignore from "@balena/dockerignore";

/** What decides about the bytes of an image. */
export interface ImageSources {
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string | undefined;
  readonly platform: string;
}

/**
 * Hash of everything that a build reads: names, modes and contents of the context's files without those
 * of `.dockerignore`, the Dockerfile, stage and platform. Times do not count, so that a fresh clone has
 * the same hash.
 * @returns 64 hex digits
 */
export async function sourceHash({
  context,
  dockerfile,
  target,
  platform,
}: ImageSources): Promise<string> {
  const hash = createHash("sha256");
  const add = (...texts: string[]) => hash.update(`${JSON.stringify(texts)}\n`);
  add("image", target ?? "", platform, readFileSync(dockerfile, "utf8"));
  for (const path of filesOf(context, ignoredPaths(context, dockerfile))) {
    const file = join(context, path);
    const stats = lstatSync(file);
    if (stats.isSymbolicLink()) {
      add("link", path, readlinkSync(file));
    } else {
      add("file", path, stats.mode & 0o111 ? "executable" : "", await contentHash(file));
    }
  }
  return hash.digest("hex");
}

async function contentHash(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** What `.dockerignore` leaves out of a context. */
interface IgnoredPaths {
  ignores(path: string): boolean;
  /** Whether everything below an ignored folder is ignored: no exception names something in it. */
  ignoresWhole(folder: string): boolean;
}

/**
 * Reads the rules that a build follows. A file named after the Dockerfile comes before the context's own.
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
function ignoredPaths(context: string, dockerfile: string): IgnoredPaths {
  const file = [
    `${dockerfile}.dockerignore`,
    join(context, ".containerignore"),
    join(context, ".dockerignore"),
  ].find((each) => existsSync(each));
  const text = file === undefined ? "" : readFileSync(file, "utf8");
  const rules = dockerignore().add(text);
  const exceptions = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("!"))
    .map((line) => `${posix.normalize(line.slice(1).trim()).replace(/^\/|\/$/g, "")}/`);
  return {
    ignores: (path) => rules.ignores(path),
    // The condition of Docker itself, so that a folder of packages is not read in vain.
    ignoresWhole: (folder) =>
      rules.ignores(folder) && !exceptions.some((each) => each.startsWith(`${folder}/`)),
  };
}

/** Files and links below a folder, in the order of their paths. */
function filesOf(context: string, ignored: IgnoredPaths, folder = ""): string[] {
  return readdirSync(join(context, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        return ignored.ignoresWhole(path) ? [] : filesOf(context, ignored, path);
      }
      const isRead = entry.isFile() || entry.isSymbolicLink();
      return isRead && !ignored.ignores(path) ? [path] : [];
    });
}
