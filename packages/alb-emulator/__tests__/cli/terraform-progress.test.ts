import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformWithProgress } from "../../src/cli/terraform-progress.ts";

describe(terraformWithProgress, () => {
  const { TERRAFORM_BIN } = process.env;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "progress-"));
    mkdirSync(join(folder, "root"));
    writeFileSync(join(folder, "root", "main.tf"), "");
    // Knows its version, and fails in everything else.
    const program = join(folder, "terraform");
    writeFileSync(
      program,
      '#!/bin/sh\n[ "$1" = version ] && echo \'{"terraform_version": "1.11.4"}\' && exit 0\nexit 1\n',
    );
    chmodSync(program, 0o755);
    process.env.TERRAFORM_BIN = program;
  });
  afterAll(() => {
    if (TERRAFORM_BIN === undefined) delete process.env.TERRAFORM_BIN;
    else process.env.TERRAFORM_BIN = TERRAFORM_BIN;
    rmSync(folder, { recursive: true, force: true });
  });

  async function progressOf(isTTY: boolean): Promise<string> {
    let written = "";
    const stream = {
      isTTY,
      write: (text: string | Uint8Array) => {
        written += text;
        return true;
      },
    };
    const source = terraformWithProgress([join(folder, "root")], {}, stream);
    await expect(source.read()).rejects.toThrow(/cannot compute the values/);
    return written;
  }

  it("writes lines where there is no terminal", async () => {
    expect(await progressOf(false)).toMatch(/^Terraform plans .*root with mocked providers …\n/);
  });

  it("moves in one line of a terminal, and leaves nothing behind", async () => {
    const written = await progressOf(true);

    expect(written).toContain("\r\u001b[2K⠋ Terraform plans ");
    expect(written).not.toContain("\n");
    expect(written.endsWith("\r\u001b[2K")).toBe(true);
  });
});
