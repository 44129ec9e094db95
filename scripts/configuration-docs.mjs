// Writes docs/configuration.md from the types and comments of the environment's schema. With --print
// it prints the page instead.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { configurationPage } from "./configuration-docs/page.mjs";

if (process.argv.includes("--print")) {
  process.stdout.write(configurationPage());
} else {
  const docs = fileURLToPath(new URL("../docs/", import.meta.url));
  mkdirSync(docs, { recursive: true });
  writeFileSync(`${docs}configuration.md`, configurationPage());
}
