import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// The app command of cdktf.json. It bundles our own sources anew each time, which is several times
// faster than a loader that hooks every module of the provider, and leaves no stale output behind.
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "node_modules", ".cache", "synth");
const outfile = join(folder, "main.cjs");
const require = createRequire(import.meta.url);

/** Resolves to whether it went well; esbuild itself says where a syntax error is. */
function bundle() {
  mkdirSync(folder, { recursive: true });
  const child = spawn(
    join(root, "node_modules", ".bin", "esbuild"),
    [
      "main.ts",
      `--outfile=${outfile}`,
      "--bundle",
      "--platform=node",
      "--target=node20",
      "--external:cdktf",
      "--external:@cdktf/*",
      "--external:constructs",
      "--sourcemap=linked",
      "--log-level=error",
    ],
    { cwd: root, stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" },
  );
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });
}

/** Source maps cost a third of the whole synthesis, so they are switched on only to explain a fault. */
function explain() {
  spawnSync(process.execPath, ["--enable-source-maps", ...process.argv.slice(1)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Puts off loading a package of another package until something uses it. */
function defer(name, dependent) {
  const path = require.resolve(name, { paths: [require.resolve(dependent)] });
  const load = () => {
    delete require.cache[path];
    return require(path);
  };
  const placeholder = new Module(path);
  placeholder.loaded = true;
  placeholder.exports = new Proxy(() => {}, {
    apply: (_, self, args) => Reflect.apply(load(), self, args),
    get: (_, key) => (key === "__esModule" ? undefined : load()[key]),
  });
  require.cache[path] = placeholder;
}

process.chdir(root);
const explaining = process.execArgv.includes("--enable-source-maps");
const bundled = explaining ? Promise.resolve(true) : bundle();
// Half of what loading cdktf costs is a packer for assets, of which this project has none.
defer("archiver", "cdktf");
// The largest thing that the bundle needs, loaded while it is made.
require("cdktf");
if (await bundled) {
  try {
    await require(outfile).main();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof Error && error.name === "UserError") {
      process.stderr.write(`${error.message}\n`);
    } else if (explaining) {
      console.error(error);
    } else {
      explain();
    }
  }
} else {
  process.exitCode = 1;
}
