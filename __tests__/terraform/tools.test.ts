import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCdktf, findTools } from "./tools";

const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

describe(findTools, () => {
  let folder: string;

  function executable(name: string, exitCode: number): string {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  function mirror(...entries: string[]): string {
    for (const entry of entries) {
      mkdirSync(join(folder, "registry.terraform.io", "hashicorp", "aws", entry), {
        recursive: true,
      });
    }
    return folder;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tools-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("says of every tool that is missing how to get it, empty variables included", () => {
    const found = findTools({ PATH: folder, TERRAFORM_BIN: "", AWS_PROVIDER_MIRROR: "" });

    expect(found).toEqual({
      ok: false,
      missing: [
        expect.stringContaining("TERRAFORM_BIN"),
        expect.stringContaining("AWS_PROVIDER_MIRROR"),
        expect.stringContaining("MOTO_PYTHON"),
      ],
    });
  });

  it("finds programs in PATH, and prefers the emitted version of the provider", () => {
    const found = findTools({
      PATH: folder,
      AWS_PROVIDER_MIRROR: mirror(`6.25.0/${platform}`, `6.30.0/${platform}`),
      TERRAFORM_BIN: executable("terraform", 0),
      MOTO_PYTHON: executable("python3", 0),
    });

    expect(found).toMatchObject({ ok: true, tools: { providerVersion: "6.25.0" } });
  });

  it("takes the newest version, by number, where the emitted one is absent", () => {
    executable("terraform", 0);
    executable("python3", 0);
    const AWS_PROVIDER_MIRROR = mirror(`5.99.0/${platform}`, `5.100.0/${platform}`);

    expect(findTools({ PATH: folder, AWS_PROVIDER_MIRROR })).toMatchObject({
      tools: { providerVersion: "5.100.0", terraform: join(folder, "terraform") },
    });
  });

  it("refuses a provider for other machines, and a Python without the emulator", () => {
    const found = findTools({
      PATH: folder,
      TERRAFORM_BIN: executable("terraform", 0),
      AWS_PROVIDER_MIRROR: mirror("6.25.0/plan9_mips"),
      MOTO_PYTHON: executable("python3", 1),
    });

    expect(found).toMatchObject({
      missing: [expect.stringContaining("AWS provider"), expect.stringContaining("emulator")],
    });
  });
});

describe(findCdktf, () => {
  it("says how to get cdktf where it is missing", () => {
    expect(findCdktf({ PATH: "" })).toEqual({
      ok: false,
      missing: [expect.stringContaining("cdktf-cli@0.21.0")],
    });
  });
});
