import { rmSync } from "node:fs";
import { join } from "node:path";
import type * as Expressions from "@actions/expressions" with { "resolution-mode": "import" };
import type * as Parser from "@actions/workflow-parser" with { "resolution-mode": "import" };
import { buildSync } from "esbuild";

const root = join(__dirname, "..", "..", "..");

/**
 * GitHub's own parser of workflows and evaluator of expressions. They are published as ES modules that
 * import JSON as only a bundler can.
 */
function load(): { readonly parser: typeof Parser; readonly expressions: typeof Expressions } {
  const outfile = join(root, "node_modules", ".cache", `github-actions-${process.pid}.cjs`);
  buildSync({
    stdin: {
      contents: [
        'export * as parser from "@actions/workflow-parser";',
        'export * as expressions from "@actions/expressions";',
      ].join("\n"),
      resolveDir: root,
    },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
  });
  try {
    return require(outfile);
  } finally {
    rmSync(outfile);
  }
}

export const { parser, expressions } = load();
