import { spawnSync } from "node:child_process";

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
