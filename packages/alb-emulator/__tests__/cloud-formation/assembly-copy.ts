import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// biome-ignore lint/suspicious/noExplicitAny: a file of AWS CDK, edited as another version would write it
export type EditableJson = any;

/** A copy of the folder that AWS CDK wrote. */
export class AssemblyCopy {
  readonly #parent = mkdtempSync(join(tmpdir(), "alb-emulator-cdk-"));
  readonly folder = join(this.#parent, "cdk.out");

  constructor() {
    cpSync(join(__dirname, "..", "fixtures", "cdk", "cdk.out"), this.folder, { recursive: true });
  }

  edit(name: string, change: (json: EditableJson) => void): void {
    const file = join(this.folder, name);
    const json = JSON.parse(readFileSync(file, "utf8"));
    change(json);
    writeFileSync(file, JSON.stringify(json));
  }

  remove(): void {
    rmSync(this.#parent, { recursive: true, force: true });
  }
}
