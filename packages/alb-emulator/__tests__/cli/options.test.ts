import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { emulatorOptions, usage } from "../../src/cli/option-table.ts";
import { parseOptions } from "../../src/cli/options.ts";
import { UsageError } from "../../src/cli/usage-error.ts";

describe(parseOptions, () => {
  it("returns the values of the caller's own options", () => {
    const own = [
      { name: "environment", value: "NAME", description: ["a name"] },
      { name: "offline", description: ["a flag"] },
    ];

    expect(parseOptions(["--environment", "test", "--offline"], own).own).toEqual({
      environment: "test",
      offline: true,
    });
    expect(() => parseOptions(["--environment", "test"])).toThrow(UsageError);
  });

  it("has a source only for --stacks", () => {
    expect(parseOptions(["--stacks", "out"]).emulator.source?.watched().folders).toEqual(["out"]);
    expect(parseOptions([]).emulator).not.toHaveProperty("source");
  });

  it("reads each --service", () => {
    expect(
      parseOptions(["--service", "web=localhost:3000", "--service", "a/b=npm start"]).emulator
        .services,
    ).toEqual([
      { service: "web", program: { url: new URL("http://localhost:3000") } },
      { application: "a", service: "b", program: { command: "npm start" } },
    ]);
  });

  it("reads the users of --users", () => {
    const file = join(mkdtempSync(join(tmpdir(), "options-")), "users.yaml");
    writeFileSync(file, "- email: zoe@example.com");

    expect(parseOptions(["--users", file]).emulator.users).toEqual([{ email: "zoe@example.com" }]);
    expect(() => parseOptions(["--users", `${file}.old`])).toThrow(
      /users\.yaml\.old cannot be read/,
    );
    rmSync(dirname(file), { recursive: true });
  });

  it("reports every issue at once", () => {
    const parse = () =>
      parseOptions([
        ...["--port", "http", "--inspector-port", "70000"],
        ...["--service", "web", "--client-oidc-headers", "keep"],
      ]);

    expect(parse).toThrow(/--port "http" is not a TCP port/);
    expect(parse).toThrow(/--inspector-port "70000" is not a TCP port/);
    expect(parse).toThrow(/--service "web" does not name a service and its program/);
    expect(parse).toThrow(/--client-oidc-headers "keep" is not supported/);
  });

  it("reads where to listen, and rejects what has no effect with or without real names", () => {
    const args = ["--real-names", "--listen", "0.0.0.0", "--ca-file", "ca.pem"];
    expect(parseOptions(args).emulator).toMatchObject({
      realNames: true,
      listenAddress: "0.0.0.0",
      caFile: "ca.pem",
    });

    expect(() => parseOptions(["--listen", "localhost"])).toThrow(/not an IP address/);
    expect(() => parseOptions(["--real-names", "--identity-port", "1"])).toThrow(/has no effect/);
    expect(() => parseOptions(["--ca-file", "ca.pem"])).toThrow(/has no effect without HTTPS/);
  });

  it("fails on an unknown option", () => {
    expect(() => parseOptions(["--portt", "1"])).toThrow(/--portt/);
  });
});

describe(usage, () => {
  it("starts with the command and has a line for every option", () => {
    const text = usage("node serve.js", emulatorOptions);

    expect(text).toMatch(/^Usage: node serve\.js \[options\]\n/);
    expect(text.match(/^ {2}--[a-z-]+/gm)).toEqual(
      emulatorOptions.map(({ name }) => `  --${name}`),
    );
  });
});
