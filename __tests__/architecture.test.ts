import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");
const biome = join(root, "node_modules", "@biomejs", "biome", "bin", "biome");

/** Files that belong to the project: no git is needed, as a project made by `cdktf init` has none. */
function projectFiles(folder = "."): string[] {
  const ignored = readFileSync(join(root, ".gitignore"), "utf8").split("\n");
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === ".git" || ignored.includes(`${entry.name}/`)) return [];
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return projectFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

/** A room of the project, what may be imported there, and what may not. */
interface Room {
  readonly file: string;
  readonly allowed: readonly string[];
  readonly forbidden: readonly string[];
}

const provider = "@cdktf/provider-aws/lib/lb";
const barrels = ["@cdktf/provider-aws", "@cdktf/provider-aws/lib"];

const rooms: readonly Room[] = [
  {
    file: "routing/sample.ts",
    allowed: ["./route", "ip-address", "node:crypto"],
    forbidden: [
      ...["../config/issue", "../constructs/policy-document", "../stacks/project-stack"],
      ...["../state/backend", "../synthesis/summary", "../environments/example", "../main"],
      ...["../container/app", "../local/start", "cdktf", "constructs", "zod", provider, ...barrels],
    ],
  },
  {
    file: "config/constraints/sample.ts",
    allowed: ["../issue", "../schema/environment", "../../routing/pattern", "zod"],
    forbidden: [
      ...["../../constructs/policy-document", "../../stacks/project-stack", "../../main"],
      ...["../../state/backend", "../../synthesis/summary", "../../container/app"],
      ...["../../local/start", "cdktf", "cdktf/lib/testing", "constructs", provider, ...barrels],
    ],
  },
  {
    file: "environments/sample.ts",
    allowed: ["../config/define-environment", "./minimal"],
    forbidden: [
      ...["../config/schema/environment", "../routing/route", "../stacks/project-stack"],
      ...["../state/backend", "../constructs/policy-document", "../synthesis/summary"],
      ...["../container/app", "../local/start", "../main", "cdktf", "constructs", provider],
      ...barrels,
    ],
  },
  {
    file: "constructs/load-balancer/sample.ts",
    allowed: [
      ...["cdktf", "constructs", provider, "../network/network", "../policy-document"],
      ...["../../routing/route", "../../routing/rule-plan", "ip-address"],
    ],
    forbidden: [
      ...["../../config/schema/environment", "../../routing/plan-routes", "../../state/backend"],
      ...["../../stacks/project-stack", "../../synthesis/summary", "../../environments/example"],
      ...["../../container/app", "../../local/start", "../../main", "zod", ...barrels],
    ],
  },
  {
    file: "state/sample.ts",
    allowed: ["cdktf", "constructs", "./backend", "../config/schema/environment"],
    forbidden: [
      ...["../config/load-environment", "../routing/route", "../constructs/policy-document"],
      ...["../stacks/project-stack", "../synthesis/summary", "../environments/example"],
      ...["../container/app", "../local/start", "../main", "zod", provider, ...barrels],
    ],
  },
  {
    file: "stacks/sample.ts",
    allowed: [
      ...["cdktf", "constructs", provider, "./project-stack", "../state/backend"],
      ...["../constructs/load-balancer/load-balancer", "../config/schema/environment"],
      ...["../routing/route", "../routing/rule-plan"],
    ],
    forbidden: [
      ...["../config/load-environment", "../routing/plan-routes", "../synthesis/summary"],
      ...["../environments/example", "../container/app", "../local/start", "../main", "zod"],
      ...barrels,
    ],
  },
  {
    file: "synthesis/sample.ts",
    allowed: [
      ...["cdktf", "cli-table3", "./summary", "../config/load-environment"],
      ...["../routing/plan-routes", "../stacks/application-stack"],
    ],
    forbidden: [
      ...["../constructs/policy-document", "../state/backend", "../environments/example"],
      ...["../container/app", "../local/start", "../main", "zod", provider, ...barrels],
    ],
  },
  {
    file: "main.ts",
    allowed: ["./config/load-environment", "./synthesis/synthesize"],
    forbidden: [
      ...["./stacks/project-stack", "./constructs/policy-document", "./state/backend"],
      ...["./routing/route", "./environments/example", "./container/app", "./local/start"],
      ...["cdktf", "constructs", "zod", provider, ...barrels],
    ],
  },
  {
    file: "container/routes/sample.ts",
    allowed: ["../app", "koa", "jose"],
    forbidden: ["cdktf", "cdktf/lib/testing", "constructs", provider, ...barrels],
  },
  {
    file: "local/load-balancer/sample.ts",
    allowed: ["../model/event", "../../container/app"],
    forbidden: ["cdktf", "cdktf/lib/testing", "constructs", provider, ...barrels],
  },
  { file: "__tests__/sample.test.ts", allowed: ["cdktf", provider], forbidden: barrels },
  { file: "bench/sample.ts", allowed: ["cdktf", provider], forbidden: barrels },
];

/** Lints a file for every import in a folder that has nothing but the project's rules. */
function refusedImports(): Map<string, Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), "architecture-"));
  try {
    for (const config of ["biome.json", "biome-rooms.json"]) {
      copyFileSync(join(root, config), join(folder, config));
    }
    for (const { file, allowed, forbidden } of rooms) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      const lines = [...allowed, ...forbidden].map((from) => `import "${from}";`);
      writeFileSync(join(folder, file), `${lines.join("\n")}\n`);
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        ...[biome, "lint", "--only=style/noRestrictedImports", "--vcs-enabled=false"],
        ...["--reporter=github", "--max-diagnostics=none", "."],
      ],
      { cwd: folder, encoding: "utf8" },
    );
    const refused = new Map<string, Set<string>>();
    for (const [, file = "", line] of stdout.matchAll(/^::error .*?file=([^,]+),line=(\d+),/gm)) {
      const name = relative(folder, resolve(folder, file));
      const text = readFileSync(join(folder, name), "utf8").split("\n")[Number(line) - 1] ?? "";
      const imports = refused.get(name) ?? new Set();
      refused.set(name, imports.add(text.replace(/^import "(.*)";$/, "$1")));
    }
    return refused;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("imports between rooms", () => {
  const refused = refusedImports();

  it.each(rooms)("in $file: what must not be imported is a lint error", ({ file, forbidden }) => {
    expect([...(refused.get(file) ?? [])].sort()).toEqual([...forbidden].sort());
  });

  it("of the project itself keep the rules", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [biome, "lint", "--only=style/noRestrictedImports", "."],
      { cwd: root, encoding: "utf8" },
    );

    expect({ status, stdout: status === 0 ? "" : stdout + stderr }).toEqual({
      status: 0,
      stdout: "",
    });
  });

  const escaping: readonly [string, readonly string[]][] = [
    ["container", ["container"]],
    ["local", ["local", "container"]],
  ];
  it.each(escaping)("of %s/ stay inside %j", (room, reachable) => {
    const sources = projectFiles().filter((file) =>
      new RegExp(`^${room}/.*\\.[cm]?ts$`).test(file),
    );
    const outside = sources.flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return [...text.matchAll(/(?:from|import\(?|require\()\s*["'](\.[^"']*)["']/g)]
        .map(([, specifier = ""]) => join(dirname(file), specifier).replaceAll("\\", "/"))
        .filter((target) => !reachable.some((each) => target.startsWith(`${each}/`)))
        .map((target) => `${file} imports ${target}`);
    });

    expect(outside).toEqual([]);
  });
});

describe("the project's files", () => {
  const texts = projectFiles()
    .filter((file) => /\.(?:[cm]?[jt]s|json|md|py|html|css|ya?ml)$|^help$|\/run$/.test(file))
    .filter((file) => !/(?:^|\/)(?:package-lock\.json|__snapshots__\/)/.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

  it("have at most 300 lines", () => {
    const long = texts
      .map(({ file, text }) => ({ file, lines: text.trimEnd().split("\n").length }))
      .filter(({ file, lines }) => lines > 300 && !file.endsWith(".md"));

    expect(texts.length).toBeGreaterThan(100);
    expect(long).toEqual([]);
  });

  it("hold nothing that the template engine of cdktf init would fill in", () => {
    // A name in double braces, which it replaces by an answer, or by nothing.
    const filledIn = texts.filter(({ text }) => /(?<!\$)\{\{[^{}\n]*\}\}/.test(text));

    expect(filledIn.map(({ file }) => file)).toEqual([]);
  });
});
