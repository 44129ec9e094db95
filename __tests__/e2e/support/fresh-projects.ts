import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { LoopbackRegistry } from "../../../packages/alb-auth/__tests__/support/loopback-registry.ts";
import {
  type PackedPackage,
  packPackage,
} from "../../../packages/alb-auth/__tests__/support/packed-package.ts";
import {
  type Adapter,
  adapterNames,
  asCommonJs,
  asJavaScript,
  readmeProgram,
} from "./readme-programs";

/** A way to write a program for Node. */
export const projectKinds = [
  { name: "TypeScript, ES modules", language: "ts", type: "module" },
  { name: "TypeScript, CommonJS", language: "ts", type: "commonjs" },
  { name: "JavaScript, ES modules", language: "js", type: "module" },
  { name: "JavaScript, CommonJS", language: "js", type: "commonjs" },
] as const;

export type ProjectKind = (typeof projectKinds)[number];

function programFor({ language, type }: ProjectKind, source: string): string {
  if (language === "ts") return source;
  return type === "module" ? asJavaScript(source) : asCommonJs(asJavaScript(source));
}

/** Types for the compiler, as each framework's users install them. */
const typePackages = ["typescript@latest", "@types/node", "@types/express", "@types/koa"];

/** Projects with nothing but the packed package, frameworks, and the README's programs. */
export class FreshProjects {
  /** The JavaScript file of each program, by the project's name and the adapter. */
  readonly #programs = new Map<string, string>();

  private constructor(
    readonly packed: PackedPackage,
    readonly registry: LoopbackRegistry,
  ) {}

  /** Publishes the package to a registry on loopback, and makes one project of each kind from there. */
  static async create(): Promise<FreshProjects> {
    const projects = new FreshProjects(packPackage(), await LoopbackRegistry.start());
    try {
      await projects.#npm(projects.packed.folder, "publish", projects.packed.tarball);
      for (const kind of projectKinds) await projects.#createProject(kind);
      return projects;
    } catch (error) {
      projects.remove();
      throw error;
    }
  }

  program(kind: ProjectKind, adapter: Adapter): string {
    const file = this.#programs.get(`${kind.name} ${adapter}`);
    if (file === undefined) throw new Error(`${kind.name} has no program for ${adapter}.`);
    return file;
  }

  remove(): void {
    this.registry.close();
    rmSync(this.packed.folder, { recursive: true, force: true });
  }

  async #createProject(kind: ProjectKind): Promise<void> {
    const folder = join(this.packed.folder, `${kind.language}-${kind.type}`);
    mkdirSync(folder);
    await this.#npm(folder, "init", "--yes");
    await this.#npm(folder, "pkg", "set", `type=${kind.type}`);
    const packages = adapterNames.flatMap((adapter) => readmeProgram(adapter).packages);
    await this.#npm(folder, "install", ...new Set(packages));
    for (const adapter of adapterNames) {
      const { source } = readmeProgram(adapter);
      const file = join(folder, `${adapter}.${kind.language}`);
      writeFileSync(file, programFor(kind, source));
      this.#programs.set(`${kind.name} ${adapter}`, file.replace(/\.ts$/, ".js"));
    }
    if (kind.language === "ts") await this.#compile(folder, kind);
  }

  /** With what `tsc --init` writes, and the changes that it and the README ask for. */
  async #compile(folder: string, { type }: ProjectKind): Promise<void> {
    await this.#npm(folder, "install", "--save-dev", ...typePackages);
    await this.#npm(folder, "exec", "--", "tsc", "--init");
    const file = join(folder, "tsconfig.json");
    const initial = readFileSync(file, "utf8");
    const config = initial.replace('"types": []', '"types": ["node"]');
    writeFileSync(
      file,
      type === "commonjs"
        ? config.replace('"verbatimModuleSyntax": true', '"verbatimModuleSyntax": false')
        : config,
    );
    await this.#npm(folder, "exec", "--", "tsc");
  }

  /** @throws (rejects) Error with the output when npm, or the program that it runs, fails */
  async #npm(cwd: string, ...args: readonly string[]): Promise<void> {
    const child = spawn("npm", args, {
      cwd,
      env: {
        ...process.env,
        ...this.registry.environment,
        npm_config_prefer_offline: "true",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const [status, ...output] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    if (status !== 0) throw new Error(`npm ${args.join(" ")} in ${cwd}:\n${output.join("\n")}`);
  }
}
