import { readFileSync } from "node:fs";
import { join } from "node:path";
import { optional } from "../config/config";
import { errorsPage } from "../docs/errors-page";
import { environment } from "./support/app";

function page(name: string): string {
  return readFileSync(join(__dirname, "..", "..", "docs", name), "utf8");
}

describe("docs/errors.md", () => {
  it("is what its generator returns", () => {
    expect(page("errors.md")).toBe(errorsPage());
  });
});

describe("docs/container.md", () => {
  it.each([...Object.keys(environment), ...Object.keys(optional)])("describes %s", (name) => {
    expect(page("container.md")).toContain(`| \`${name}\` |`);
  });
});
