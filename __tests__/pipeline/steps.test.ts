import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loginCheck } from "../../scripts/pipeline/login-check";
import { pipeline } from "../../scripts/pipeline/pipeline";
import { maxRecordedBytes, record } from "../../scripts/pipeline/record";
import { checkSharedState } from "../../scripts/pipeline/shared-state";

const deployment = {
  name: "prod",
  stateType: "local",
  addresses: [
    { application: "tasks", url: "https://tasks.example.com", internal: false },
    { application: "notes", url: "https://notes.example.com", internal: false },
    { application: "wiki", url: "https://wiki.example.com", internal: true },
  ],
};

jest.mock("../../scripts/deploy/synthesize", () => ({
  synthesize: async () => ({ deployment }),
}));

describe("a step of the pipeline", () => {
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let printed: string;
  beforeEach(() => {
    printed = "";
    const print = (text: unknown) => {
      printed += `${text}\n`;
      return true;
    };
    jest.spyOn(console, "log").mockImplementation(print);
    jest.spyOn(console, "error").mockImplementation(print);
    jest.spyOn(process.stdout, "write").mockImplementation(print);
    jest.spyOn(process.stderr, "write").mockImplementation(print);
  });
  afterEach(() => jest.restoreAllMocks());

  const recorded = async (script: string) => {
    const output = join(folder, "output");
    writeFileSync(output, "");
    const variables = { PATH: process.env.PATH, GITHUB_OUTPUT: output };
    expect(await record("plan", ["sh", "-c", script], variables)).toBe(0);
    return readFileSync(output, "utf8");
  };

  it("keeps what a command prints, its status included, and shows it", async () => {
    const output = await recorded("printf '\\033[1mout\\033[0m\\n'; exit 3");

    expect(output).toMatch(/^plan<<(\S+)\nout\n\1\nplan-status<<(\S+)\n3\n\2\n$/);
    expect(printed).toContain("out");
  });

  it("keeps a text from setting other outputs", async () => {
    const output = await recorded("printf 'EOF\\nready=true\\n'");

    expect(output).toMatch(/^plan<<[0-9a-f-]{36}\nEOF\nready=true\n[0-9a-f-]{36}\n/);
  });

  it("keeps no more than one environment variable can pass on", async () => {
    const output = await recorded("yes 'a long line of a plan' | head -n 20000");

    expect(Buffer.byteLength(output)).toBeLessThan(maxRecordedBytes + 200);
    expect(output).toMatch(/… cut here: \d+ of 20000 lines/);
  });

  it("says that a command cannot be started", async () => {
    const started = record("plan", [join(folder, "nothing")], {});

    await expect(started).rejects.toThrow(/nothing cannot be started/);
  });

  it("asks the doctor about every application that the internet reaches, and again when it is not healthy", async () => {
    mkdirSync(join(folder, "scripts", "doctor"), { recursive: true });
    const asked = join(folder, "asked");
    // Healthy at the second request, but never for notes.
    const doctor = `
      import { appendFileSync, readFileSync } from "node:fs";
      const [url] = process.argv.slice(2);
      appendFileSync(${JSON.stringify(asked)}, url + "\\n");
      const times = readFileSync(${JSON.stringify(asked)}, "utf8").split(url).length - 1;
      process.exitCode = url.includes("tasks") && times > 1 ? 0 : 1;`;
    writeFileSync(join(folder, "scripts", "doctor", "run.mjs"), doctor);

    expect(await loginCheck(folder, "prod", { attempts: 2, pauseMs: 0 })).toBe(1);
    expect(readFileSync(asked, "utf8").trim().split("\n")).toEqual([
      "https://tasks.example.com",
      "https://tasks.example.com",
      "https://notes.example.com",
      "https://notes.example.com",
    ]);
    expect(printed).toContain("Not healthy: https://notes.example.com.");
    expect(printed).toContain("wiki: not checked");
  });

  it("rejects a state that is lost with the run", async () => {
    await expect(checkSharedState(folder, "prod")).rejects.toThrow(
      /^state of environment prod is \{ type: "local" \}[\s\S]*create everything again/,
    );
    deployment.stateType = "s3";
    expect(await checkSharedState(folder, "prod")).toBe(0);
  });

  it.each([[["settings"]], [["settings", "AWS_REGIN"]], [["record", "plan", "npm"]], [["deploy"]]])(
    "fails for a mistake in the workflow: %j",
    async (args) => {
      expect(await pipeline(folder, args)).toBe(1);
      expect(printed).toMatch(/Usage: npm run pipeline|There is no variable AWS_REGIN/);
    },
  );
});
