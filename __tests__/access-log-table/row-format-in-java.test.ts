import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { rowPattern } from "../../constructs/access-log-table/row-format";
import { line } from "../doctor/access-log/lines";
import { describeRequiring } from "../support/describe-requiring";
import { mutatedLine } from "./support/arbitrary-lines";
import { expectedRows } from "./support/log-lines";
import { groupsOf } from "./support/read-row";

const program = join(__dirname, "support", "MatchRows.java");

function missingJava(): string | undefined {
  const { status, stderr } = spawnSync("java", ["-version"], { encoding: "utf8" });
  const major = Number(/version "(\d+)/.exec(stderr ?? "")?.[1] ?? 0);
  const hasCompiler = spawnSync("javac", ["-version"]).status === 0;
  return status === 0 && hasCompiler && major >= 11
    ? undefined
    : "a JDK, 11 or later, since Athena runs the pattern in Java (apt-get install openjdk-17-jdk-headless)";
}

/** Groups that Java finds in each line; `undefined` where it does not match. */
function matchInJava(lines: readonly string[]) {
  const input = [rowPattern, ...lines].map((text) => Buffer.from(text).toString("base64"));
  const { stdout, stderr, status } = spawnSync("java", [program], {
    input: `${input.join("\n")}\n`,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((text) =>
      text === "!"
        ? undefined
        : text
            .split(",")
            .map((group) =>
              group === "-" ? undefined : Buffer.from(group, "base64").toString("utf8"),
            ),
    );
}

const longField = `"${"\\x22".repeat(16_000)}"`;

describeRequiring("the row format in Java", missingJava(), "REQUIRE_JAVA", () => {
  it("takes the same of every line as in JavaScript, and overflows no stack", () => {
    const lines = [
      ...expectedRows.map((expected) => expected.line),
      ...fc.sample(mutatedLine, 2_000),
      ...fc.sample(fc.string({ maxLength: 300, unit: "grapheme" }), 2_000),
      line({ userAgent: longField }),
      line({ userAgent: longField.slice(0, -1) }),
      ...['\\"', "\\", "\\ ", " ", '\\" '].map((piece) =>
        line({ request: `"GET https://a.example.com:443/${piece.repeat(16_000)} HTTP/1.1"` }),
      ),
    ];
    const found = matchInJava(lines);

    expect(found).toHaveLength(lines.length);
    for (const [index, text] of lines.entries()) {
      expect([text, found[index]]).toEqual([text, groupsOf(text)]);
    }
  });
});
