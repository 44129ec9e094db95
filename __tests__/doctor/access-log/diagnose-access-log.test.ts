import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { doctor } from "../../../scripts/doctor/doctor";
import { line, ownLine } from "./lines";

const folder = mkdtempSync(join(tmpdir(), "access-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs the command in this process. */
async function run(...args: string[]) {
  const output: string[] = [];
  const errors: string[] = [];
  jest.spyOn(console, "log").mockImplementation((text) => void output.push(text));
  jest.spyOn(console, "error").mockImplementation((text) => void errors.push(text));
  try {
    const status = await doctor(folder, args);
    return { status, output: output.join("\n"), errors: errors.join("\n") };
  } finally {
    jest.restoreAllMocks();
  }
}

const failing = ownLine(500, "AuthTokenEpRequestTimeout", {
  request:
    '"GET https://tasks.example.com:443/oauth2/idpresponse?code=SECRET1&state=SECRET2 HTTP/2.0"',
});

describe("npm run doctor with an access log", () => {
  it("explains a line, with its proof and what to change, and exits 1", async () => {
    const { status, output } = await run("--log-line", failing);

    expect(status).toBe(1);
    expect(output).toMatch(/error: auth-token-ep-request-timeout/);
    expect(output).toMatch(/Proof: time 2026.*GET tasks\.example\.com\/oauth2\/idpresponse/);
    expect(output).toMatch(/Fix: .*egress.*443/);
    expect(output).not.toMatch(/SECRET/);
  });

  it("exits 0 when nothing is wrong with a line", async () => {
    const { status, output } = await run("--log-line", line(), "--json");

    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      subject: "access log",
      healthy: true,
      findings: [],
      steps: [{ id: "access-log", seen: ["1 line, none with an error."] }],
    });
  });

  it.each([
    ["as it is", (text: string) => Buffer.from(text)],
    ["compressed", (text: string) => gzipSync(text)],
    [
      "of several compressed parts",
      (text: string) => Buffer.concat([gzipSync(text), gzipSync(text)]),
    ],
  ])("reads a file %s", async (name, encode) => {
    const lines = `${line()}\r\n${failing}\n`;
    const { status, output } = await run("--log-file", fileOf(name, encode(lines)), "--json");

    expect(status).toBe(1);
    expect(JSON.parse(output).findings).toEqual([
      expect.objectContaining({ id: "auth-token-ep-request-timeout" }),
    ]);
  });

  it.each([
    [
      "a file that does not exist",
      ["--log-file", join(folder, "none")],
      /"[^"]*none" cannot be read \(ENOENT\)/,
    ],
    ["a folder", ["--log-file", folder], /cannot be read \(EISDIR\)/],
    ["a file that is not whole", ["--log-file", "CUT"], /cannot be read \(Z_BUF_ERROR\)/],
    ["an empty file", ["--log-file", "EMPTY"], /there is no line to explain/],
    ["a line of something else", ["--log-line", "hello"], /this is not a line of an access log/],
    ["a URL beside it", ["https://a.example.com", "--log-line", failing], /leave the URL out/],
    ["a file beside it", ["--log-file", "EMPTY", "--log-line", failing], /exclude each other/],
  ])("exits 2 for %s", async (_, args, text) => {
    const files: Record<string, string> = {
      CUT: fileOf("cut.gz", gzipSync(failing.repeat(50)).subarray(0, 60)),
      EMPTY: fileOf("empty", "\n"),
    };
    const { status, errors } = await run(...args.map((word) => files[word] ?? word));

    expect(status).toBe(2);
    expect(errors).toMatch(text);
  });
});
