import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import {
  createProject,
  type PackedPackage,
  packageFolder,
  packPackage,
} from "../support/packed-package.ts";

const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
const examples = [...readme.matchAll(/```ts\n([^`]+(?:`[^`]+)*?)```\n/g)].map(
  ([, code]) => `${code}`,
);
/** The examples that are a whole program. */
const servers = [...examples.keys()].filter((index) => examples[index]?.includes("env.PORT"));
/** The README's table of variables. */
const exampleEnvironment = Object.fromEntries(
  [...readme.matchAll(/^\| `([A-Z_]+)` \| `([^`]+)` \|$/gm)].map(([, name, value]) => [
    name,
    value,
  ]),
);
const compiler = require.resolve("typescript/bin/tsc");

let packed: PackedPackage;
/** A project with the package installed, its dependency, a peer, and types for the compiler. */
let consumer: string;

beforeAll(() => {
  packed = packPackage();
  consumer = createProject(packed, "consumer", [
    "jose",
    ...["express", "fastify", "hono", "@hono/node-server", "koa", "@koa/router"],
    ...["@types/node", "@types/express", "@types/koa"],
  ]);
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    strict: true,
    types: ["node"],
    outDir: "out",
  };
  writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions }));
});

afterAll(() => rmSync(packed.folder, { recursive: true, force: true }));

function compile(): string {
  const { stdout } = spawnSync(process.execPath, [compiler, "--project", consumer], {
    encoding: "utf8",
  });
  return stdout;
}

function write(name: string, text: string): void {
  writeFileSync(join(consumer, name), text);
}

function run(name: string): string {
  return execFileSync(process.execPath, ["--no-warnings", join(consumer, name)], {
    encoding: "utf8",
  }).trim();
}

describe("the packed package", () => {
  it("contains exactly what the README lists", () => {
    const listed = /## Package contents\n\n```\n([^`]+)\n```/.exec(readme)?.[1]?.split("\n") ?? [];
    const contents = packed.files.map((path) =>
      path
        .replace(/^dist\/(esm|cjs)\/.+?(\.d\.ts|\.js)$/, "dist/$1/**/*$2")
        .replace(/^docs\/.+\.md$/, "docs/*.md"),
    );

    expect([...new Set(contents)].sort()).toEqual([...listed].sort());
  });

  it.each([
    [
      "an ES module",
      "consumer.mjs",
      'import { AlbVerifier } from "alb-auth";\nimport { albAuth } from "alb-auth/koa";',
    ],
    [
      "CommonJS",
      "consumer.cjs",
      'const { AlbVerifier } = require("alb-auth");\nconst { albAuth } = require("alb-auth/koa");',
    ],
  ])("loads from %s", (_name, file, imports) => {
    write(file, `${imports}\nconsole.log(typeof AlbVerifier, typeof albAuth);\n`);

    expect(run(file)).toBe("function function");
  });

  it("has types for ES modules and CommonJS, and the README's examples compile", () => {
    examples.forEach((example, index) => {
      write(`example-${index}.mts`, example);
    });
    const misuse = [
      'import { AlbVerifier, type Identity } from "alb-auth";',
      'const verifier = new AlbVerifier({ loadBalancerArns: ["a"], clientIds: ["b"], issuer: "c" });',
      "export const identity: Promise<Identity> = verifier.verify({});",
      "// @ts-expect-error the issuer is required",
      'new AlbVerifier({ loadBalancerArns: ["a"], clientIds: ["b"] });',
      "// @ts-expect-error an identity cannot be changed",
      "(await identity).groups.push();",
    ];
    write("misuse.mts", `${misuse.join("\n")}\n`);
    write(
      "common.cts",
      'import { AlbAuthError } from "alb-auth";\nexport const e = AlbAuthError;\n',
    );

    expect(examples.length).toBeGreaterThan(servers.length);
    expect(compile()).toBe("");
  });

  it.each(servers)("runs the README's example %i, which rejects a stranger", async (index) => {
    const port = await freePort();
    const example = spawn(process.execPath, [join(consumer, "out", `example-${index}.mjs`)], {
      env: { ...process.env, ...exampleEnvironment, PORT: String(port) },
      stdio: "ignore",
    });
    try {
      expect((await untilListening(port)).status).toBe(401);
    } finally {
      example.kill();
      await once(example, "exit");
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** Jest's timeout bounds it. */
async function untilListening(port: number): Promise<Response> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (response !== undefined) return response;
  }
}
