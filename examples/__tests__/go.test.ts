import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeExample } from "./support/describe-example";
import { findGo } from "./support/toolchains";

const source = join(__dirname, "..", "go");
const built = mkdtempSync(join(tmpdir(), "example-go-"));

afterAll(() => rmSync(built, { recursive: true, force: true }));

describeExample("examples/go", findGo(process.env), "REQUIRE_GO", (go) => {
  const program = join(built, "example");
  execFileSync(go, ["vet", "./..."], { cwd: source });
  execFileSync(go, ["build", "-o", program, "."], { cwd: source });
  return [program];
});
