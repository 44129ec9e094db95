import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { type FSWatcher, watch } from "chokidar";
import type { WatchedFiles } from "../sources/source.ts";

/** Editors write a file in several steps. */
const quietMs = 150;

/** File systems take the time of a clock that ticks every few milliseconds. */
const fileTimeResolutionMs = 20;

/** Build output, which is not a change of the sources. */
const generated = /(^|[\\/])(node_modules|dist|\.git)([\\/]|$)/;

/** What editors put beside a file while they save it: swap files, backups, lock files. */
const temporary = /(^|[\\/])(\.[^\\/]+|[^\\/]*~|4913|#[^\\/]*#|[^\\/]+\.(sw[a-z]|tmp|bak))$/;

/** Options of {@link FileWatcher}. */
export interface FileWatcherOptions {
  /** Called with the changed files, 150 ms after the last change. */
  readonly onChange: (files: readonly string[]) => void;
  /** Called when the system refuses to watch, such as at its limit of watches. */
  readonly onError: (error: Error) => void;
}

/** Notices every save, however the editor writes: in place, by renaming over, by deleting first. */
export class FileWatcher {
  readonly #watchers: FSWatcher[] = [];
  readonly #watchedPaths = new Set<string>();
  /** Changed files, and whether they were new when they changed first. */
  readonly #changed = new Map<string, boolean>();
  #files: ReadonlySet<string> = new Set();
  #isRelevant: (file: string) => boolean = () => true;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: FileWatcherOptions) {}

  /**
   * Watches these files from now on; resolves when no later change can be missed.
   * @param sinceMs Files that were not watched before count as changed when they were written after
   * this time, in milliseconds since 1970. @default - they never do
   */
  async watch(watched: WatchedFiles, sinceMs = Number.POSITIVE_INFINITY): Promise<void> {
    const files = (watched.files ?? []).map((file) => resolve(file));
    this.#files = new Set(files);
    this.#isRelevant = watched.isRelevant ?? (() => true);
    const folders = watched.folders.map((folder) => resolve(folder));
    await this.#add(folders, undefined, sinceMs);
    // The folder sees a file that is deleted and created again; the file itself would not.
    const isInside = (file: string) => folders.some((folder) => !outside(folder, file));
    const elsewhere = files.filter((file) => !isInside(file)).map((file) => dirname(file));
    await this.#add([...new Set(elsewhere)], 0, sinceMs);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await Promise.all(this.#watchers.map((watcher) => watcher.close()));
  }

  /** @param depth 0 for the listed files of these folders only; `undefined` for all that is below them. */
  async #add(paths: readonly string[], depth: 0 | undefined, sinceMs: number): Promise<void> {
    const added = paths.filter((path) => !this.#watchedPaths.has(path));
    if (added.length === 0) return;
    for (const path of added) this.#watchedPaths.add(path);
    const watcher = watch(added, {
      alwaysStat: true,
      ...(depth !== undefined && { depth }),
      ignored: (path) => isGenerated(added, path),
    });
    this.#watchers.push(watcher);
    let isReady = false;
    watcher.on("all", (event, path, stats) => {
      if (event === "addDir" || event === "unlinkDir") return;
      // Until it is ready, it lists the files that exist.
      if (!isReady && (stats?.mtimeMs ?? 0) < sinceMs - fileTimeResolutionMs) return;
      if (this.#files.has(path) || (depth !== 0 && this.#matters(path))) {
        this.#note(path, event === "add");
      }
    });
    watcher.on("error", (error) => this.options.onError(error as Error));
    await new Promise<void>((done) => watcher.once("ready", done));
    isReady = true;
  }

  #matters(path: string): boolean {
    return !temporary.test(path) && this.#isRelevant(path);
  }

  #note(path: string, isNew: boolean): void {
    if (!this.#changed.has(path)) this.#changed.set(path, isNew);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // What came and went is what an editor writes first and then renames over the file.
      const files = [...this.#changed]
        .filter(([file, isNew]) => !isNew || existsSync(file))
        .map(([file]) => file)
        .sort();
      this.#changed.clear();
      if (files.length > 0) this.options.onChange(files);
    }, quietMs);
  }
}

function outside(folder: string, path: string): boolean {
  return /^\.\.([\\/]|$)/.test(relative(folder, path));
}

/** Only what is below a watched folder counts: the folder itself may be inside `node_modules`. */
function isGenerated(folders: readonly string[], path: string): boolean {
  const folder = folders.find((candidate) => !outside(candidate, path));
  return folder !== undefined && generated.test(relative(folder, path));
}

/** What a user has to know when files cannot be watched. */
export function watchNotice({ message }: Error): readonly [text: string, explanation: string] {
  return [
    "Not every change will be seen",
    `Files cannot be watched: ${message}. Restart after a change, or raise the system's limit of watched files.`,
  ];
}
