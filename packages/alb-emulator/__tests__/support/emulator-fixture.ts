import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NumberedEvent } from "../../src/inspector/event-log.ts";
import { type Emulator, startEmulator } from "../../src/runtime/emulator.ts";
import type { EmulatorOptions } from "../../src/runtime/emulator-options.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";

/** An emulator on a copy of the fixture's stacks in a folder of its own. */
export class EmulatorFixture {
  readonly folder = mkdtempSync(join(tmpdir(), "runtime-"));
  #emulator: Emulator | undefined;

  /** @param write Writes other stacks into the folder. */
  constructor({ stacks: write }: { readonly stacks?: (folder: string) => void } = {}) {
    if (write !== undefined) write(this.stacks);
    else cpSync(join(__dirname, "..", "fixtures", "stacks"), this.stacks, { recursive: true });
  }

  get stacks(): string {
    return join(this.folder, "stacks");
  }

  async start(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
    this.#emulator = await startEmulator({
      source: synthesizedStacks(this.stacks),
      stateFolder: join(this.folder, "state"),
      port: 0,
      identityPort: 0,
      inspectorPort: 0,
      ...options,
    });
    return this.#emulator;
  }

  editStack(name: string, edit: (text: string) => string): void {
    const file = join(this.stacks, name, "cdk.tf.json");
    writeFileSync(file, edit(readFileSync(file, "utf8")));
  }

  async close(): Promise<void> {
    await this.#emulator?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Collects notices, and waits for one. */
export function noticeLog() {
  const notices: string[] = [];
  let check = () => {};
  return {
    onEvent: (entry: NumberedEvent) => {
      if (entry.source !== "notice") return;
      notices.push(`${entry.event.text} ${entry.event.explanation ?? ""}`);
      check();
    },
    clear: () => {
      notices.length = 0;
    },
    /** Jest's timeout bounds it. */
    first: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        check = () => {
          const found = notices.find((text) => pattern.test(text));
          if (found !== undefined) resolve(found);
        };
        check();
      }),
  };
}

/** Returns its process id and a variable of the task definition. */
export const printingProgram = `node -e '
require("node:http").createServer((q, r) => r.end(JSON.stringify({ pid: process.pid, level: process.env.LOG_LEVEL }))).listen(process.env.PORT);
'`;
