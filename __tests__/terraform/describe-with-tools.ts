import { relative } from "node:path";
import { type Found, findCdktf, findTools, type Tools } from "./tools";

/** Declares tests; the tools are available in hooks and tests. */
type Body<T> = (tools: () => T) => void;

let announced = false;

/** Prints one line for a test file, however many suites it contains. */
function announce(need: string): void {
  if (announced) return;
  announced = true;
  const file = relative(process.cwd(), expect.getState().testPath ?? "");
  process.stderr.write(`\n!!! SKIPPED, real Terraform did not run: ${file} ${need}\n\n`);
}

function describeWithTools<T>(
  name: string,
  found: Found<T>,
  required: string,
  body: Body<T>,
): void {
  if (found.ok) {
    const { tools } = found;
    describe(name, () => body(() => tools));
    return;
  }
  const need = `needs ${found.missing.join("; and ")}`;
  if (process.env[required] === "1") {
    describe(name, () => {
      it("finds the tools that it needs", () => {
        throw new Error(`${required}=1, and "${name}" ${need}`);
      });
    });
    return;
  }
  announce(need);
  describe.skip(name, () =>
    body(() => {
      throw new Error(`"${name}" ${need}`);
    }),
  );
}

const terraform = findTools(process.env);

/**
 * A suite that runs real Terraform. When a tool is missing, it prints one line and reports its tests as
 * skipped; with `REQUIRE_TERRAFORM=1` it fails instead.
 */
export function describeWithTerraform(name: string, body: Body<Tools>): void {
  describeWithTools(name, terraform, "REQUIRE_TERRAFORM", body);
}

/** A suite that runs the cdktf CLI, which `REQUIRE_CDKTF=1` makes fail when a tool is missing. */
export function describeWithCdktf(name: string, body: Body<Tools & { cdktf: string }>): void {
  const cdktf = findCdktf(process.env);
  const missing = [terraform, cdktf].flatMap((found) => (found.ok ? [] : found.missing));
  const found =
    terraform.ok && cdktf.ok
      ? { ok: true as const, tools: { ...terraform.tools, cdktf: cdktf.tools } }
      : { ok: false as const, missing };
  describeWithTools(name, found, "REQUIRE_CDKTF", body);
}
