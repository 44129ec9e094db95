import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { archiveConfiguration } from "../../scripts/hcp/archive-configuration";
import { entriesOf } from "./fake-archivist";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "archive-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Uint8Array = "{}"): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe(archiveConfiguration, () => {
  it("contains the configuration, and neither state, nor saved plans, nor what Terraform installed", async () => {
    for (const path of [
      "cdk.tf.json",
      "override.tf.json",
      ".terraform.lock.hcl",
      "files/page.html",
    ]) {
      write(path);
    }
    for (const path of [
      ...[".terraform/terraform.tfstate", ".terraform/modules/modules.json", ".git/config"],
      ...["terraform.tfstate", "terraform.tfstate.backup", "old/x.tfstate"],
    ]) {
      write(path);
    }
    write(
      "plan",
      Buffer.concat([Buffer.from("504b0304", "hex"), Buffer.alloc(26), Buffer.from("tfplan")]),
    );

    expect(entriesOf(await archiveConfiguration(folder))).toEqual([
      ".terraform.lock.hcl",
      "cdk.tf.json",
      "files/page.html",
      "override.tf.json",
    ]);
  });

  it("follows .terraformignore, which cannot bring state back", async () => {
    write(".terraformignore", "# notes\n*.md\n!keep.md\n/docs/\n!terraform.tfstate\n");
    for (const path of [
      ...["cdk.tf.json", "notes.md", "keep.md", "sub/other.md", "docs/a.txt", "sub/docs/b.txt"],
      "terraform.tfstate",
    ]) {
      write(path);
    }

    expect(entriesOf(await archiveConfiguration(folder))).toEqual([
      ".terraformignore",
      "cdk.tf.json",
      "keep.md",
      "sub/docs/b.txt",
    ]);
  });

  it("has the same bytes for the same files, whatever their times and modes", async () => {
    write("cdk.tf.json");
    const first = await archiveConfiguration(folder);
    utimesSync(join(folder, "cdk.tf.json"), 1, 1);
    chmodSync(join(folder, "cdk.tf.json"), 0o600);

    expect(Buffer.from(await archiveConfiguration(folder)).equals(Buffer.from(first))).toBe(true);
  });

  it("rejects symbolic links and folders without a configuration", async () => {
    write("notes.md");
    await expect(archiveConfiguration(folder)).rejects.toThrow(
      "contains no Terraform configuration",
    );

    symlinkSync("notes.md", join(folder, "link"));
    await expect(archiveConfiguration(folder)).rejects.toThrow(/link is a symbolic link/);
  });
});
