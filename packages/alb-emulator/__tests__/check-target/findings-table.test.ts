import { readFileSync } from "node:fs";
import { join } from "node:path";
import { weaknesses } from "../../src/check-target/weaknesses.ts";

const page = readFileSync(
  join(__dirname, "..", "..", "..", "..", "docs", "your-language.md"),
  "utf8",
);

it("docs/your-language.md lists every finding as the command prints it", () => {
  const rows = page
    .split("\n")
    .filter((line) => /^\| `[a-z-]+` \| (high|medium|low|info) \|/.test(line));

  expect(rows).toEqual(
    weaknesses.map(
      ({ id, severity, title, attack, fix }) =>
        `| \`${id}\` | ${severity} | ${title}. ${attack} | ${fix} |`,
    ),
  );
});
