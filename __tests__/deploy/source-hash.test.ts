import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { sourceHash } from "../../scripts/deploy/images/source-hash";

let context: string;

beforeEach(() => {
  context = mkdtempSync(join(tmpdir(), "context-"));
  write("Dockerfile", "FROM scratch\nCOPY . /\n");
  write("src/server.js", "listen()");
});
afterEach(() => rmSync(context, { recursive: true, force: true }));

function write(path: string, text: string): void {
  const file = join(context, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function hash(changes: Partial<Parameters<typeof sourceHash>[0]> = {}): Promise<string> {
  return sourceHash({
    context,
    dockerfile: join(context, "Dockerfile"),
    target: undefined,
    platform: "linux/arm64",
    ...changes,
  });
}

describe("the hash of an image's sources", () => {
  it.each<[string, () => void]>([
    ["a file's content", () => write("src/server.js", "listen(8080)")],
    ["a new file", () => write("src/empty.js", "")],
    ["the Dockerfile", () => write("Dockerfile", "FROM scratch\n")],
    ["a mode", () => chmodSync(join(context, "src/server.js"), 0o755)],
    ["a link", () => symlinkSync("server.js", join(context, "src/index.js"))],
  ])("changes with %s", async (_, change) => {
    const before = await hash();
    change();

    expect(await hash()).not.toBe(before);
  });

  it("changes with stage and platform", async () => {
    const hashes = await Promise.all([
      hash(),
      hash({ target: "debug" }),
      hash({ platform: "linux/amd64" }),
    ]);

    expect(new Set(hashes).size).toBe(3);
  });

  it("does not change with times, the context's place or ignored files", async () => {
    write(".dockerignore", "*\n!src\nsrc/*.log\n");
    const before = await hash();
    utimesSync(join(context, "src/server.js"), 1, 1);
    write("notes.txt", "ignored");
    write("node_modules/big/index.js", "ignored");
    write("src/debug.log", "ignored");

    expect(await hash()).toBe(before);
  });

  it("follows a .dockerignore beside the Dockerfile before that of the context", async () => {
    write(".dockerignore", "src\n");
    write("build/Dockerfile", "FROM scratch\n");
    write("build/Dockerfile.dockerignore", "build\n.dockerignore\n");
    const dockerfile = join(context, "build/Dockerfile");
    const before = await hash({ dockerfile });
    write("src/server.js", "listen(8080)");

    expect(await hash({ dockerfile })).not.toBe(before);
  });
});
