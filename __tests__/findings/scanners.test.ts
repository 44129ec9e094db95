import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../scripts/deploy/synthesize";
import { findExecutable } from "../../scripts/find-executable";
import { describeRequiring } from "../support/describe-requiring";

const root = join(__dirname, "../..");
const config = (file: string) => join(root, file);

/** Both exit with another status than 0 where they find something that their file does not ignore. */
const scanners: readonly (readonly [name: string, args: (folder: string) => string[]])[] = [
  [
    "checkov",
    (folder) => [
      ...["--directory", folder, "--config-file", config(".checkov.yaml")],
      ...["--compact", "--quiet", "--skip-download"],
    ],
  ],
  [
    "trivy",
    (folder) => [
      ...["config", "--skip-check-update", "--exit-code", "1"],
      ...["--ignorefile", config(".trivyignore.yaml"), folder],
    ],
  ],
];

describe.each(scanners)("%s", (name, args) => {
  const executable = findExecutable(name, process.env);
  const missing = executable === undefined ? `${name} in PATH` : undefined;

  describeRequiring("on every environment", missing, "REQUIRE_SCANNERS", () => {
    it.each(["minimal", "example", "company"])(
      "finds nothing in %s that is not accepted",
      async (environment) => {
        const folder = mkdtempSync(join(tmpdir(), "scanned-"));
        try {
          await synthesize(root, environment, folder);
          const { status, stdout, stderr } = spawnSync(`${executable}`, args(folder), {
            encoding: "utf8",
          });

          expect({ status, output: status === 0 ? "" : stdout + stderr }).toEqual({
            status: 0,
            output: "",
          });
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
    );
  });
});
