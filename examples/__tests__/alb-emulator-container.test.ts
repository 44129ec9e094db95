import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeFolder } from "./compose/compose-file";

/** Records calls, in place of Testcontainers, which needs Docker. */
const recorder = `
const calls = [];
const methods = ["withExposedPorts", "withWaitStrategy", "withCommand", "withCopyFilesToContainer",
  "withCopyDirectoriesToContainer", "withNetworkAliases"];
export class GenericContainer {
  constructor(image) {
    calls.push(["image", image]);
    for (const name of methods) {
      this[name] = (...args) => { calls.push([name, ...args]); return this; };
    }
  }
  async start() { return calls; }
}
export class AbstractStartedContainer { constructor(started) { this.started = started; } }
const strategy = (...args) => ({ args, forStatusCode: (status) => [...args, status] });
export const Wait = { forHttp: strategy };
`;

const program = `
import { AlbEmulatorContainer } from "./alb-emulator-container.mjs";
const { started } = await new AlbEmulatorContainer("emulator:test")
  .withTemplate("infrastructure/template.yaml", "shop")
  .withTerraformState("state.json")
  .withCdkOut("cdk.out")
  .withStacks("cdktf.out/stacks")
  .withUsers("users.json")
  .withService("web", "http://app:3000")
  .withHostNames("shop.example.com")
  .start();
console.log(JSON.stringify(started));
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "testcontainers-"));
  const stub = join(folder, "node_modules", "testcontainers");
  mkdirSync(stub, { recursive: true });
  writeFileSync(join(stub, "index.mjs"), recorder);
  writeFileSync(join(stub, "package.json"), JSON.stringify({ exports: "./index.mjs" }));
  const file = "alb-emulator-container.mjs";
  copyFileSync(join(composeFolder, file), join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the class for Testcontainers", () => {
  it("copies every source into the container, and waits until it is ready", () => {
    writeFileSync(join(folder, "main.mjs"), program);

    const calls = JSON.parse(
      execFileSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" }),
    );

    const file = (source: string, target: string) => [{ source, target: `/source/${target}` }];
    expect(calls).toEqual([
      ["image", "emulator:test"],
      ["withExposedPorts", 443, 8400],
      ["withWaitStrategy", ["/ready", 8400, 200]],
      ["withCopyFilesToContainer", file("infrastructure/template.yaml", "template.yaml")],
      ["withCopyFilesToContainer", file("state.json", "state.json")],
      ["withCopyDirectoriesToContainer", file("cdk.out", "cdk.out")],
      ["withCopyDirectoriesToContainer", file("cdktf.out/stacks", "stacks")],
      ["withCopyFilesToContainer", file("users.json", "users.json")],
      ["withNetworkAliases", "shop.example.com"],
      [
        "withCommand",
        [
          ...["--real-names", "--listen=0.0.0.0", "--ca-file=/ca/ca.pem"],
          ...["--template=shop=/source/template.yaml", "--state=/source/state.json"],
          ...["--cdk-out=/source/cdk.out", "--stacks=/source/stacks"],
          ...["--users=/source/users.json", "--service=web=http://app:3000"],
        ],
      ],
    ]);
  });
});
