import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosisOf } from "../../scripts/doctor/diagnosis";
import { allFindings, found } from "../../scripts/doctor/findings/registry";
import { judged } from "../../scripts/doctor/step";
import { stepTitles } from "../../scripts/doctor/step-id";

const docs = join(__dirname, "..", "..", "docs");
const text = (name: string) => readFileSync(join(docs, name), "utf8");

/** Every path of an object, with `[]` for entries. */
function shapeOf(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => shapeOf(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, item]) => shapeOf(item, `${path}.${key}`));
}

describe("docs/doctor.md", () => {
  it("shows the shape that --json has", () => {
    const [, example = ""] = /```json\n([\s\S]*?)```/.exec(text("doctor.md")) ?? [];
    const finding = found("redirect-mismatch", { proof: ["a proof"] });

    const diagnosis = diagnosisOf("a URL", [judged("callback-url", ["seen"], [finding])]);

    expect(shapeOf(JSON.parse(example)).sort()).toEqual(shapeOf(diagnosis).sort());
  });
});

describe("docs/doctor-findings.md", () => {
  it("lists every finding once, with proof and fix", () => {
    const rows = text("doctor-findings.md").matchAll(
      /^\| `([\w-]+)` \| (?:error|warning) \| .+ \| .+ \| .+ \|$/gm,
    );

    expect([...rows].map(([, id]) => id).sort()).toEqual(Object.keys(allFindings).sort());
  });

  it("has steps that exist, and fixes that say what to do", () => {
    for (const { step, fix, proof } of Object.values(allFindings)) {
      expect(Object.keys(stepTitles)).toContain(step);
      expect(fix).toMatch(/^[A-Z].*\.$/s);
      expect(proof).not.toBe("");
    }
  });
});
