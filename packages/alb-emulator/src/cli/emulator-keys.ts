import type { Emulator } from "../runtime/emulator.ts";
import { userLines } from "./banner.ts";
import { openBrowser } from "./open-browser.ts";
import { bindShortKeys } from "./short-keys.ts";

const clearTerminal = "\u001b[2J\u001b[3J\u001b[H";

/** Short keys of a running emulator, in the terminal of this process. */
export function bindEmulatorKeys(emulator: Emulator): void {
  const write = (text: string) => process.stdout.write(text);
  bindShortKeys(
    process.stdin,
    [
      {
        key: "o",
        description: "open the first application in the browser",
        run: () => openApplication(emulator),
      },
      {
        key: "i",
        description: "open the inspector",
        run: () => open(emulator.inspectorUrl),
      },
      {
        key: "r",
        description: "read the source again, and restart the programs",
        run: () => emulator.restart(),
      },
      {
        key: "u",
        description: "list the users",
        run: () => write(`\n${userLines(emulator) || "  no users"}\n\n`),
      },
      { key: "c", description: "clear the terminal", run: () => write(clearTerminal) },
      // As Ctrl-C.
      { key: "q", description: "quit", run: () => process.kill(process.pid, "SIGINT") },
    ],
    write,
  );
  write("Press h + Enter for short keys.\n\n");
}

/** Opens the first application in the browser. */
export function openApplication(emulator: Emulator): void {
  const [url] = emulator.applications.flatMap((application) => application.urls);
  if (url !== undefined) open(url);
}

function open(url: string): void {
  openBrowser(url, () =>
    process.stdout.write(`No browser could be opened. Open ${url} yourself.\n`),
  );
}
