import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** A program that was found, or what is missing and how to get it. */
export type Found = { readonly path: string } | { readonly missing: string };

function succeeds(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

const pythonModules = ["fastapi", "uvicorn", "httptools", "httpx", "cryptography"];

/** A Python of at least 3.10 that has the example's modules. The first one in PATH need not have them. */
export function findPython(env: NodeJS.ProcessEnv): Found {
  const check = `import sys, ${pythonModules.join(", ")}; sys.exit(sys.version_info < (3, 10))`;
  const candidates = env.PYTHON_BIN ? [env.PYTHON_BIN] : ["python3", "/usr/bin/python3"];
  const path = candidates.find((candidate) => succeeds(candidate, ["-c", check]));
  if (path !== undefined) return { path };
  return {
    missing:
      `a Python with ${pythonModules.join(", ")} (tried ${candidates.join(", ")}). Install examples/python/requirements.txt ` +
      "and set PYTHON_BIN.",
  };
}

/** The Go command. */
export function findGo(env: NodeJS.ProcessEnv): Found {
  const path = env.GO_BIN ?? "go";
  if (succeeds(path, ["version"])) return { path };
  return { missing: `Go (tried ${path}). Install Go 1.19 or later and set GO_BIN.` };
}

/** Libraries of the Java example, as Debian names their files. */
export function javaLibraries(env: NodeJS.ProcessEnv): string[] {
  const folder = env.JAVA_LIBRARIES ?? "/usr/share/java";
  return [
    "jackson-annotations",
    "jackson-core",
    "jackson-databind",
    "tomcat10-annotations-api",
    "tomcat10-embed-core",
  ].map((name) => join(folder, `${name}.jar`));
}

/** The `java` command of a JDK; its compiler is beside it. */
export function findJava(env: NodeJS.ProcessEnv): Found {
  const path = env.JAVA_BIN ?? "java";
  const absent = javaLibraries(env).filter((file) => !existsSync(file));
  if (succeeds(path, ["-version"]) && succeeds(`${path}c`, ["-version"]) && absent.length === 0) {
    return { path };
  }
  return {
    missing:
      `a JDK of at least 17 (tried ${path} and ${path}c) and ${absent.join(", ") || "its libraries"}. On Debian, install ` +
      "openjdk-17-jdk-headless, libjackson2-databind-java, libtomcat10-java and libtomcat10-embed-java; JAVA_BIN " +
      "and JAVA_LIBRARIES name other places.",
  };
}
