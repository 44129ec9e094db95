import { findTools, type Tools } from "./tools";

const found = findTools(process.env);

/**
 * A suite that runs real Terraform. Where a tool is missing it says so in one line and reports its
 * tests as skipped; with `REQUIRE_TERRAFORM=1` it fails instead.
 *
 * @param body declares the tests; the tools are there once a hook or a test runs
 */
export function describeWithTerraform(name: string, body: (tools: () => Tools) => void): void {
  if (found.ok) {
    const { tools } = found;
    describe(name, () => body(() => tools));
    return;
  }
  const need = `needs ${found.missing.join("; and ")}`;
  if (process.env.REQUIRE_TERRAFORM === "1") {
    describe(name, () => {
      it("finds Terraform, the AWS provider and the AWS emulator", () => {
        throw new Error(`REQUIRE_TERRAFORM=1, and "${name}" ${need}`);
      });
    });
    return;
  }
  process.stderr.write(`\n!!! SKIPPED, real Terraform did not run: "${name}" ${need}\n\n`);
  describe.skip(name, () =>
    body(() => {
      throw new Error(`"${name}" ${need}`);
    }),
  );
}
