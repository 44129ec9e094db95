import { readFileSync } from "node:fs";
import { join } from "node:path";
import { optional } from "../config";
import { environment } from "./support/app";

const page = readFileSync(join(__dirname, "..", "..", "docs/container.md"), "utf8");

describe("docs/container.md", () => {
  it.each([...Object.keys(environment), ...Object.keys(optional)])("describes %s", (name) => {
    expect(page).toContain(`| \`${name}\` |`);
  });
});
