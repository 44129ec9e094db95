import { spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileWatcher } from "../../src/runtime/file-watcher.ts";
import type { WatchedFiles } from "../../src/sources/source.ts";

let folder: string;
let file: string;
let watcher: FileWatcher;
let changes: string[];
let check: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watched-"));
  mkdirSync(join(folder, "environments"));
  file = join(folder, "environments", "example.ts");
  writeFileSync(file, "text 0\n");
  changes = [];
  check = () => {};
});

afterEach(async () => {
  await watcher.close();
  rmSync(folder, { recursive: true, force: true });
});

async function watch(watched: Partial<WatchedFiles> = {}): Promise<void> {
  watcher = new FileWatcher({
    onChange: (files) => {
      changes.push(...files);
      check();
    },
    onError: (error) => {
      throw error;
    },
  });
  await watcher.watch({ folders: [join(folder, "environments")], ...watched });
}

/** Resolves once a change of the file was reported while it had this content: what a reload reads. */
function noticed(path: string, content: string): Promise<void> {
  return new Promise((resolve) => {
    check = () => {
      if (!changes.includes(path)) return;
      changes = [];
      if (readFileSync(path, "utf8") === content) resolve();
    };
    check();
  });
}

/** Whether the program is installed; where it is not, its system calls are made instead. */
function run(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).error === undefined;
}

function renameOver(content: string, temporary = `${file}.new`): void {
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

/** As vim saves with `backupcopy=no`, its default for most files. */
function backupRename(content: string): void {
  renameSync(file, `${file}~`);
  writeFileSync(file, content);
  unlinkSync(`${file}~`);
}

const vim = (backupcopy: string) => (content: string) => {
  const substitute = `%s/.*/${content.trim()}/`;
  const options = `set backup backupcopy=${backupcopy} backupdir=.`;
  if (!run("vim", "-u", "NONE", "-es", "-c", options, "-c", substitute, "-c", "wq", file)) {
    backupRename(content);
  }
};

const saves: Readonly<Record<string, (content: string) => void>> = {
  "writing in place": (content) => writeFileSync(file, content),
  "truncating and writing": (content) => {
    const descriptor = openSync(file, "r+");
    ftruncateSync(descriptor, 0);
    writeSync(descriptor, content);
    closeSync(descriptor);
  },
  "renaming a temporary file over it": (content) => renameOver(content),
  "renaming a hidden file over it": (content) => renameOver(content, join(folder, ".example")),
  "moving a file over it from another folder": (content) => renameOver(content, join(folder, "x")),
  "copying over it": (content) => {
    writeFileSync(join(folder, "x"), content);
    copyFileSync(join(folder, "x"), file);
  },
  "deleting and creating it": (content) => {
    unlinkSync(file);
    writeFileSync(file, content);
  },
  "renaming it to a backup": backupRename,
  "sed -i": (content) => {
    if (!run("sed", "-i", `s/.*/${content.trim()}/`, file)) renameOver(content);
  },
  "vim, with a renamed backup": vim("no"),
  "vim, with a copied backup": vim("yes"),
};

describe(FileWatcher, () => {
  it.each(Object.entries(saves))("notices every save by %s", async (_, save) => {
    await watch();

    for (let round = 1; round <= 4; round++) {
      save(`text ${round}\n`);
      await noticed(file, `text ${round}\n`);
    }
  });

  it("notices the last of several saves in a row, whatever the first ones were", async () => {
    await watch();

    let round = 0;
    for (const [first, second] of pairs(Object.values(saves))) {
      first(`text ${++round}\n`);
      second(`text ${++round}\n`);
      await noticed(file, `text ${round}\n`);
    }
  });

  it("notices a file that is created again later, and one in a new folder", async () => {
    await watch();
    unlinkSync(file);
    await new Promise<void>((resolve) => {
      check = () => changes.includes(file) && resolve();
      check();
    });
    changes = [];

    writeFileSync(file, "again\n");
    await noticed(file, "again\n");

    const added = join(folder, "environments", "shared", "routes", "open.ts");
    mkdirSync(join(added, ".."), { recursive: true });
    writeFileSync(added, "new\n");
    await noticed(added, "new\n");
  });

  it("reports what a user saved: no swap files, backups, packages or build output", async () => {
    const environments = join(folder, "environments");
    for (const name of ["node_modules", "dist"]) mkdirSync(join(environments, name));
    await watch({ isRelevant: (path) => !path.endsWith("other.ts") });

    for (const name of [
      ...[".example.ts.swp", "example.ts~", "4913", "#example.ts#", ".#example.ts"],
      ...["node_modules/index.js", "dist/index.js", "other.ts"],
    ]) {
      writeFileSync(join(environments, name), "x");
    }
    const reported = new Promise<readonly string[]>((resolve) => {
      check = () => resolve(changes);
    });
    writeFileSync(file, "saved\n");

    expect(await reported).toEqual([file]);
  });

  it("reports no file that an editor renamed over another", async () => {
    await watch();
    const reported = new Promise<readonly string[]>((resolve) => {
      check = () => resolve(changes);
    });
    // Long enough for the first name to be seen, short enough for the save to be one.
    writeFileSync(`${file}.new`, "saved\n");
    await new Promise((resolve) => setTimeout(resolve, 50));
    renameSync(`${file}.new`, file);

    expect(await reported).toEqual([file]);
  });

  it("watches listed files outside its folders, also before they exist", async () => {
    const listed = join(folder, "shared.ts");
    await watch({ files: [listed], isRelevant: () => false });

    for (const content of ["created\n", "replaced\n"]) {
      writeFileSync(join(folder, "shared.new"), content);
      renameSync(join(folder, "shared.new"), listed);
      await noticed(listed, content);
    }
    unlinkSync(listed);
    writeFileSync(listed, "again\n");
    await noticed(listed, "again\n");
  });

  it("reports a file that was saved before it was watched, but after it was read", async () => {
    await watch();
    const readAtMs = Date.now();
    const listed = join(folder, "imported.ts");
    writeFileSync(listed, "saved meanwhile\n");

    await watcher.watch({ folders: [], files: [listed] }, readAtMs);

    await noticed(listed, "saved meanwhile\n");
  });
});

/** Each item with itself, with the next one and with one further on. */
function pairs<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return [0, 1, 4].flatMap((distance) => {
    const others = [...items.slice(distance), ...items.slice(0, distance)];
    return items.map((first, index) => [first, others[index] ?? first] as const);
  });
}
