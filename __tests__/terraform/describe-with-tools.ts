import { describeRequiring } from "../support/describe-requiring";
import { type Found, findCdktf, findMoto, findTools, type Tools } from "./tools";

/** Declares tests; the tools are available in hooks and tests. */
type Body<T> = (tools: () => T) => void;

function describeWithTools<T>(
  name: string,
  found: Found<T>,
  required: string,
  body: Body<T>,
): void {
  const missing = found.ok ? undefined : found.missing.join("; and ");
  describeRequiring(name, missing, required, () =>
    body(() => {
      if (!found.ok) throw new Error(`"${name}" needs ${missing}`);
      return found.tools;
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

/** A suite that calls AWS without Terraform; `REQUIRE_TERRAFORM=1` makes it fail when moto is missing. */
export function describeWithMoto(name: string, body: Body<Pick<Tools, "motoPython">>): void {
  describeWithTools(name, findMoto(process.env), "REQUIRE_TERRAFORM", body);
}
