import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { parseServiceOption } from "../../src/cli/service-option.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "service-"));
  mkdirSync(join(folder, "my app"));
  writeFileSync(join(folder, "start:dev"), "");
});

afterAll(() => rmSync(folder, { recursive: true }));

const url = (text: string) => ({ url: new URL(text) });

describe(parseServiceOption, () => {
  it.each([
    ["web=http://localhost:3000", undefined, "web", url("http://localhost:3000")],
    ["tasks/web=https://localhost:3000/", "tasks", "web", url("https://localhost:3000/")],
    ["web=localhost:3000", undefined, "web", url("http://localhost:3000")],
    ["web=127.0.0.1:3000", undefined, "web", url("http://127.0.0.1:3000")],
    ["web=[::1]:3000/", undefined, "web", url("http://[::1]:3000/")],
    ["legacy=my-machine.local:80", undefined, "legacy", url("http://my-machine.local")],
    ["web=npm run dev", undefined, "web", { command: "npm run dev" }],
    ["web=npm run dev:web", undefined, "web", { command: "npm run dev:web" }],
    ["web=cd ../my-app && npm start", undefined, "web", { command: "cd ../my-app && npm start" }],
    ["web=A=b ./start --to=http://x", undefined, "web", { command: "A=b ./start --to=http://x" }],
    ["web=./start --to=http://x", undefined, "web", { command: "./start --to=http://x" }],
  ])("reads %s", (text, application, service, program) => {
    expect(parseServiceOption(text)).toEqual({ application, service, program });
  });

  it("reads a folder and the command that runs in it", () => {
    const programOf = (text: string) => {
      const parsed = parseServiceOption(`web=${text}`);
      return typeof parsed === "string" ? parsed : parsed.program;
    };

    expect(programOf(`${folder}:npm run dev`)).toEqual({
      command: "npm run dev",
      directory: folder,
    });
    expect(programOf(`${folder}/my app/: node a:b.js`)).toEqual({
      command: "node a:b.js",
      directory: join(folder, "my app"),
    });
    expect(programOf("..:npm run dev")).toMatchObject({ command: "npm run dev" });
    expect(programOf("~:npm run dev")).toEqual({ command: "npm run dev", directory: homedir() });
  });

  it.each(["", "/", "/my app", ":", "/my app: "])(
    "refuses a folder without a command: folder%s",
    (end) => {
      expect(parseServiceOption(`web=${folder}${end}`)).toMatch(
        /is a folder without the command to run in it\. Use .*web=\.\.\/my-app:"npm run dev"/,
      );
    },
  );

  it("keeps a command that has the name of a folder", () => {
    expect(parseServiceOption("web=packages")).toMatchObject({ program: { command: "packages" } });
  });

  it("keeps a program whose own name has a colon", () => {
    const cwd = process.cwd();
    process.chdir(folder);
    const parsed = parseServiceOption("web=./start:dev --fast");
    process.chdir(cwd);

    expect(parsed).toMatchObject({ program: { command: "./start:dev --fast" } });
  });

  it.each([
    ["web", "does not name a service and its program"],
    ["=npm start", "does not name a service and its program"],
    ["web=http://… …", "is not a valid URL"],
    ["web=http://localhost:3000 --fast", "is not a valid URL"],
    ["web=htp://localhost:3000", "is not a valid URL"],
    ["web=http://localhost:99999", "is not a valid URL"],
    ["web=localhost:99999", "is not a valid URL"],
    ["web=http://localhost:3000/app", "Use http://localhost:3000."],
    ["web=http://me@localhost:3000", "Use http://localhost:3000."],
    ["web=3000", "Use http://localhost:3000."],
    ["web=:3000", "Use http://localhost:3000."],
    ["web=localhost", "is neither an address nor a command"],
    ["web=127.0.0.1", "is neither an address nor a command"],
    ["web=../no-such-folder:npm run dev", "no-such-folder does not exist"],
  ])("rejects %s", (text, message) => {
    expect(parseServiceOption(text)).toContain(message);
  });
});
