import { formatIssues, formatWarnings } from "../../config/issue-report";

describe(formatIssues, () => {
  const shown = (value: unknown, path: (string | number)[] = ["x"]) =>
    /= (.*)$/m.exec(formatIssues("f.ts", [{ path, value, message: "m", fix: "f" }]))?.[1];

  it("counts and numbers the issues, each with path, value, line, message and fix", () => {
    const text = formatIssues(
      "environments/prod.ts",
      [
        { path: ["region"], value: undefined, message: "is required", fix: "add it" },
        { path: [], value: 5, message: "must be an object", fix: "write an object" },
      ],
      (path) => (path.length === 0 ? undefined : 4),
    );

    expect(text).toBe(
      [
        "environments/prod.ts: 2 issues. Nothing was written.",
        "",
        "  1. region = (missing)",
        "     At:    environments/prod.ts:4",
        "     Issue: is required",
        "     Fix:   add it",
        "",
        "  2. (the environment) = 5",
        "     At:    environments/prod.ts",
        "     Issue: must be an object",
        "     Fix:   write an object",
      ].join("\n"),
    );
  });

  it.each<[unknown, string]>([
    [undefined, "(missing)"],
    [null, "null"],
    ["a\nb", '"a\\nb"'],
    [Number.NaN, "NaN"],
    [5n, "5"],
    [Symbol("s"), "Symbol(s)"],
    [() => 1, "(a function)"],
    [{ a: [1, 2n] }, '{"a":[1,"2"]}'],
    [["x"], '["x"]'],
  ])("prints %p as %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it("prints a circular value", () => {
    const circle: unknown[] = [];
    circle.push(circle);

    expect(shown({ circle })).toBe("(an object)");
  });

  it("shortens long values", () => {
    expect(shown("x".repeat(1000))).toHaveLength(161);
  });

  it("hides a value in place of a secret's ARN", () => {
    expect(shown("hunter2", ["services", "web", "secrets", "TOKEN"])).toBe("(hidden)");
    expect(shown({ secrets: { TOKEN: "hunter2" } })).toBe('{"secrets":"(hidden)"}');
  });
});

describe(formatWarnings, () => {
  it("numbers the warnings, each with path, line, message and fix", () => {
    const warning = { path: ["applications"], message: "makes many", fix: "make fewer" };

    expect(formatWarnings("environments/prod.ts", [warning], () => 7)).toBe(
      [
        "environments/prod.ts: 1 warning.",
        "",
        "  1. applications",
        "     At:    environments/prod.ts:7",
        "     Warning: makes many",
        "     Fix:   make fewer",
      ].join("\n"),
    );
  });
});
