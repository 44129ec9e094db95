import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { formatIssues } from "../../../config/issue-report";
import { parseEnvironment } from "../../../config/parse-environment";
import { createStacks } from "../../../synthesis/create-stacks";

/** Synthesizes an environment with one application for each name. @returns a temporary folder */
export function emitApplications(names: readonly string[]): string {
  const result = parseEnvironment(
    {
      name: "adapters",
      region: "eu-central-1",
      identity: { domain: { prefix: "adapters-login" } },
      applications: Object.fromEntries(
        names.map((name, index) => [
          name,
          {
            hostName: `${name}.example.com`,
            hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
            network: { type: "new", cidr: `10.${index}.0.0/16` },
          },
        ]),
      ),
    },
    "adapters",
  );
  if (!result.ok) throw new Error(formatIssues("adapters", result.issues));
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  const app = new App({ outdir: folder });
  createStacks(app, result.environment);
  app.synth();
  return folder;
}
