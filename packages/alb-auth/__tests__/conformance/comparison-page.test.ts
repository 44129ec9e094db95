import { readFileSync } from "node:fs";
import { join } from "node:path";
import { peerVersion } from "./aws-jwt-verify.ts";
import { comparisonPage } from "./comparison-page.ts";

function read(path: string): string {
  return readFileSync(join(__dirname, "..", "..", path), "utf8");
}

describe("docs/comparison.md", () => {
  it("says what the suite and aws-jwt-verify make of each request", async () => {
    expect(read("docs/comparison.md")).toBe(await comparisonPage());
  });

  it("names the version of aws-jwt-verify", () => {
    expect(JSON.parse(read("package.json")).devDependencies["aws-jwt-verify"]).toBe(peerVersion);
  });
});
