#!/usr/bin/env node
import { createRequire } from "node:module";
import { basename } from "node:path";
import { runCommandLine } from "../dist/index.js";

const { version } = createRequire(import.meta.url)("../package.json");

await runCommandLine(process.argv.slice(2), {
  command: "alb-emulator",
  version,
  findsSource: true,
  configure: ({ emulator }) => ({ name: basename(process.cwd()), ...emulator }),
});
