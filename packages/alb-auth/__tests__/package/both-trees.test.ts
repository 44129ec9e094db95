import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { KeyEndpoints } from "../support/key-endpoints.ts";
import {
  createProject,
  folderOf,
  type PackedPackage,
  packPackage,
} from "../support/packed-package.ts";
import {
  clientId,
  issuer,
  loadBalancerArn,
  nowSeconds,
  signedInHeaders,
  toRequestHeaders,
} from "../support/tokens.ts";

let packed: PackedPackage;
let consumer: string;
let keys: Server;
/** A genuine request and the options to verify it with, for programs of the project. */
let variables: Record<string, string>;

beforeAll(async () => {
  packed = packPackage();
  consumer = createProject(packed, "consumer", ["jose"]);
  writeFileSync(join(consumer, "package.json"), '{ "type": "commonjs" }');
  const endpoints = new KeyEndpoints();
  keys = createServer(async ({ url }, response) => {
    const signal = AbortSignal.timeout(10_000);
    const fetched = await endpoints.fetch(`${url}`, { signal, redirect: "error", headers: {} });
    response.writeHead(fetched.status).end(await new Response(fetched.body).text());
  });
  keys.listen(0, "127.0.0.1");
  await once(keys, "listening");
  const origin = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
  const options = {
    loadBalancerArns: [loadBalancerArn],
    clientIds: [clientId],
    issuer,
    publicKeysUrl: origin,
    jwksUrl: `${origin}/.well-known/jwks.json`,
  };
  variables = {
    HEADERS: JSON.stringify(toRequestHeaders(signedInHeaders())),
    OPTIONS: JSON.stringify(options),
    NOW_MS: String(nowSeconds * 1000),
  };
});

afterAll(() => {
  keys?.close();
  rmSync(packed.folder, { recursive: true, force: true });
});

const request = `
const { HEADERS, OPTIONS, NOW_MS } = process.env;
const options = { ...JSON.parse(OPTIONS), now: () => Number(NOW_MS) };
const headers = JSON.parse(HEADERS);
`;

/** Runs Node in the project; returns what it prints. */
async function run(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, ...variables, NODE_OPTIONS: "", FORCE_COLOR: "0" };
  const child = spawn(process.execPath, args, { cwd: consumer, env });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return `${stdout}${stderr}`.trim();
}

async function runFile(name: string, source: string): Promise<string> {
  writeFileSync(join(consumer, name), `${request}${source}`);
  return run(name);
}

describe("the CommonJS tree", () => {
  it("verifies a genuine request", async () => {
    const printed = await runFile(
      "verify.cjs",
      `const { AlbVerifier } = require("alb-auth");
      new AlbVerifier(options).verify(headers).then(({ username }) => console.log(username));`,
    );

    expect(printed).toBe("ada");
  });

  it("loads without the support of Node for require() of an ES module", async () => {
    writeFileSync(
      join(consumer, "load.cjs"),
      'console.log(Object.keys(require("alb-auth")).length > 5)',
    );

    expect(await run("--no-experimental-require-module", "load.cjs")).toBe("true");
  });

  it("verifies in a Jest test of a project that does not configure Jest", async () => {
    writeFileSync(
      join(consumer, "verify.test.js"),
      `${request}
      const { AlbVerifier } = require("alb-auth");
      const { albAuth } = require("alb-auth/koa");
      test("verifies", async () => {
        expect(typeof albAuth({ verifier: new AlbVerifier(options) })).toBe("function");
        expect((await new AlbVerifier(options).verify(headers)).username).toBe("ada");
      });`,
    );

    const printed = await run(join(folderOf("jest"), "bin", "jest.js"), "--rootDir", consumer);

    expect(printed).toContain("Tests:       1 passed, 1 total");
  });
});

describe("a program that loads the ES modules and the CommonJS tree", () => {
  it("is told by the guard of one tree that an identity of the other is not verified", async () => {
    const printed = await runFile(
      "both.mjs",
      `import { createRequire } from "node:module";
      import { accessTokenOf, AlbAuthError, AlbVerifier } from "alb-auth";
      const commonjs = createRequire(import.meta.url);
      const { requireGroups } = commonjs("alb-auth/koa");
      const identity = await new AlbVerifier(options).verify(headers);
      const error = await requireGroups("staff")({ state: { identity } }, () => "passed")
        .catch((error) => error);
      let message;
      try { commonjs("alb-auth").accessTokenOf(identity) } catch (error) { message = error.message }
      console.log(JSON.stringify({
        token: typeof accessTokenOf(identity),
        isInstance: error instanceof AlbAuthError,
        name: error.name, code: error.code, status: error.status,
        message,
      }));`,
    );

    expect(JSON.parse(printed)).toEqual({
      token: "string",
      isInstance: false,
      name: "AlbAuthError",
      code: "ERR_AUTHENTICATION_REQUIRED",
      status: 401,
      message: expect.stringMatching(/import.+require/),
    });
  });
});
