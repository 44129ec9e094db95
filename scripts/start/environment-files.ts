import { join, relative, sep } from "node:path";
import type { WatchedFiles } from "alb-emulator";
import { importedFiles } from "./imported-files";

/** Folders whose files change the model or the container. */
const sourceFolders = [
  "environments",
  "stacks",
  "constructs",
  "config",
  "routing",
  "synthesis",
  join("packages", "alb-auth"),
  "container",
];

/** What a synthesis of one environment reads: the project's code, and the environment's imports. */
export class EnvironmentFiles {
  /** Another environment can make the synthesis fail as well: all of them are bundled. */
  hasFailed = false;
  readonly #file: string;
  #imported: ReadonlySet<string>;
  #missing: readonly string[] = [];

  constructor(
    private readonly root: string,
    name: string,
  ) {
    this.#file = join(root, "environments", `${name}.ts`);
    this.#imported = new Set([this.#file]);
  }

  async follow(): Promise<void> {
    const { files, missing } = await importedFiles(this.root, this.#file);
    this.hasFailed = files === undefined;
    // Until the file is correct again, its former imports count.
    if (files !== undefined) this.#imported = new Set([this.#file, ...files]);
    this.#missing = missing;
  }

  watched(): WatchedFiles {
    return {
      folders: sourceFolders.map((folder) => join(this.root, folder)),
      files: [join(this.root, "main.ts"), ...this.#imported, ...this.#missing],
      isRelevant: (file) => this.#isRelevant(file),
    };
  }

  #isRelevant(file: string): boolean {
    const path = relative(this.root, file).split(sep);
    if (path.includes("__tests__") || file.endsWith(".md")) return false;
    // The data that an environment reads is not known from its imports.
    const isCode = /\.[cm]?[jt]s$/.test(file);
    return path[0] !== "environments" || !isCode || this.hasFailed;
  }
}
