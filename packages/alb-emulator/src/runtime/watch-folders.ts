import { existsSync, type FSWatcher, watch } from "node:fs";
import { join } from "node:path";

/** Editors write a file in several steps. */
const quietMs = 150;

/** Build output, which is not a change of the sources. */
const generated = /(^|[\\/])(node_modules|dist)([\\/]|$)/;

/** Calls back with the changed files, 150 ms after the last change. */
export function watchFolders(
  root: string,
  folders: readonly string[],
  onChange: (files: readonly string[]) => void,
): { close(): void } {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watchers: FSWatcher[] = [];
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    const watcher = watch(join(root, folder), { recursive: true }, (_event, name) => {
      if (name === null || generated.test(name) || !/\.(ts|mjs|cjs|js|json)$/.test(name)) return;
      changed.add(join(folder, name));
      clearTimeout(timer);
      timer = setTimeout(() => {
        const files = [...changed].sort();
        changed.clear();
        onChange(files);
      }, quietMs);
    });
    watchers.push(watcher);
  }
  return {
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
