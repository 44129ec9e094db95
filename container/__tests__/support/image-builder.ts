import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..", "..");

/** Where the build finds this machine's npm cache. */
const cacheInImage = "/npm-cache";

/** Why no image can be built here, or `undefined` when it can. */
export function missingBuilder(): string | undefined {
  if (spawnSync("buildah", ["--version"]).status !== 0) {
    return "buildah (Debian: apt-get install --no-install-recommends buildah)";
  }
  return process.getuid?.() === 0 ? undefined : "root, for buildah's chroot isolation";
}

/**
 * Builds real Dockerfiles without a daemon and without an image registry: the base image is made
 * of this machine's Node and npm, in a store of its own.
 */
export class ImageBuilder {
  readonly directory = mkdtempSync(join(tmpdir(), "container-image-"));
  readonly baseImage = "localhost/node:test";
  readonly image = "localhost/container:test";

  run(...args: string[]): string {
    const store = [
      "--root",
      join(this.directory, "store"),
      "--runroot",
      join(this.directory, "run"),
    ];
    return execFileSync("buildah", [...store, "--storage-driver", "vfs", ...args], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, BUILDAH_ISOLATION: "chroot" },
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 2 ** 26,
    }).trim();
  }

  /** Node, its libraries, npm, a shell for `RUN`, and what npm needs to reach its registry. */
  makeBase(): void {
    const container = this.run("from", "scratch");
    const mount = this.run("mount", container);
    const copy = (from: string, to = from) => {
      mkdirSync(dirname(join(mount, to)), { recursive: true });
      cpSync(realpathSync(from), join(mount, to), { recursive: true });
    };
    const node = realpathSync(process.execPath);
    copy(node, "/usr/local/bin/node");
    copy(npmDirectory(), "/usr/local/lib/node_modules/npm");
    for (const tool of ["/bin/sh", "/usr/bin/env"]) copy(tool);
    for (const file of new Set([node, "/bin/sh", "/usr/bin/env"].flatMap(librariesOf))) copy(file);
    for (const file of ["/etc/ssl/certs/ca-certificates.crt", "/etc/resolv.conf", "/etc/hosts"]) {
      if (existsSync(file)) copy(file);
    }
    mkdirSync(join(mount, "tmp"), { recursive: true });
    execFileSync("ln", [
      "-s",
      "../lib/node_modules/npm/bin/npm-cli.js",
      join(mount, "usr/local/bin/npm"),
    ]);
    const variables = [
      "PATH=/usr/local/bin:/usr/bin:/bin",
      "HOME=/tmp",
      `NPM_CONFIG_CACHE=${cacheInImage}`,
    ];
    this.run("config", ...variables.flatMap((each) => ["--env", each]), container);
    this.run("commit", "--quiet", container, this.baseImage);
    this.run("rm", container);
  }

  /** @param options The container's Dockerfile and context, unless they say otherwise. */
  build({ file = "container/Dockerfile", context = "." } = {}): void {
    const npmrc = join(this.directory, "npmrc");
    execFileSync("sh", ["-c", `umask 077; cat > ${npmrc}`], { input: npmConfiguration() });
    const cache = spawnSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).stdout.trim();
    this.run(
      "bud",
      ...["--build-arg", `NODE_IMAGE=${this.baseImage}`],
      ...["--secret", `id=npmrc,src=${npmrc}`],
      ...(existsSync(cache) ? ["--volume", `${cache}:${cacheInImage}`] : []),
      ...["--file", file, "--tag", this.image, context],
    );
  }

  /** Unpacked size of an image in bytes. */
  sizeOf(mount: string): number {
    return Number(execFileSync("du", ["-sb", mount], { encoding: "utf8" }).split("\t")[0]);
  }

  dispose(): void {
    spawnSync("buildah", ["--root", join(this.directory, "store"), "umount", "--all"]);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function npmDirectory(): string {
  const cli = execFileSync("sh", ["-c", 'readlink -f "$(command -v npm)"'], { encoding: "utf8" });
  return dirname(dirname(cli.trim()));
}

function librariesOf(binary: string): string[] {
  const listed = execFileSync("ldd", [binary], { encoding: "utf8" });
  return [...listed.matchAll(/(\/\S+\.so\S*)/g)].map((match) => String(match[1]));
}

/** This machine's npm settings: its registry may be a mirror, and the repository names none. */
function npmConfiguration(): string {
  const userConfig = join(process.env.HOME ?? "/root", ".npmrc");
  const own = existsSync(userConfig) ? readFileSync(userConfig, "utf8") : "";
  const settings = ["registry", "cafile"].flatMap((name) => {
    const value = execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();
    return value === "null" ? [] : [`${name}=${value}`];
  });
  return [own, ...settings, ""].join("\n");
}
