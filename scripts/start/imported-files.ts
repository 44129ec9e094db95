import { dirname, join, resolve } from "node:path";
import { type BuildFailure, build, type Message } from "esbuild";

/** What an unresolved import may mean, once the file exists. */
const endings = ["", ".ts", ".js", ".json", "/index.ts"];

/** The files that a module consists of, and those that it imports in vain. */
export interface ImportedFiles {
  /** Absolute paths, the module's own file among them; absent when they cannot be known. */
  readonly files: readonly string[] | undefined;
  /** Absolute paths of which one would resolve an import. */
  readonly missing: readonly string[];
}

/** Follows the imports of a module, also those outside the project, but not into packages. */
export async function importedFiles(root: string, file: string): Promise<ImportedFiles> {
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [file],
      outdir: root,
      write: false,
      bundle: true,
      packages: "external",
      platform: "node",
      metafile: true,
      logLevel: "silent",
    });
    return { files: Object.keys(metafile.inputs).map((path) => resolve(root, path)), missing: [] };
  } catch (error) {
    const { errors = [] } = error as Partial<BuildFailure>;
    return { files: undefined, missing: errors.flatMap((message) => candidates(root, message)) };
  }
}

function candidates(root: string, { text, location }: Message): string[] {
  const specifier = /^Could not resolve "(\.[^"]+)"/.exec(text)?.[1];
  if (specifier === undefined || location === null) return [];
  const path = join(root, dirname(location.file), specifier);
  return endings.map((ending) => `${path}${ending}`);
}
