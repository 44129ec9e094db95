import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "../../src/cli/open-browser.ts";

describe(openBrowser, () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "browser-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const failureOf = (url: string) =>
    new Promise<unknown>((resolve) => openBrowser(url, resolve, { PATH: folder }));
  const xdgOpen = (script: string) => {
    writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "xdg-open"), 0o755);
  };

  it("gives the address to the desktop's program", async () => {
    const file = join(folder, "opened");
    // Fails afterwards, which tells when it has run.
    xdgOpen(`echo "$1" > "${file}"; exit 1`);

    await failureOf("http://app.example.com/?a=1&b=2");

    expect(readFileSync(file, "utf8")).toBe("http://app.example.com/?a=1&b=2\n");
  });

  it("says where there is no such program", async () => {
    expect(await failureOf("http://app.example.com/")).toMatchObject({ code: "ENOENT" });
  });
});
