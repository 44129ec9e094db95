import { formatIssues, formatPath } from "../../config/issue";

describe(formatPath, () => {
  it.each([
    [["applications", "app", "routes", 2, "conditions"], "applications.app.routes[2].conditions"],
    [["applications", "my-app", "hostName"], 'applications["my-app"].hostName'],
    [["tags", 'a"b'], 'tags["a\\"b"]'],
    [["my-app"], '["my-app"]'],
    [[], ""],
  ])("writes %j as one would in TypeScript", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe(formatIssues, () => {
  const shown = (value: unknown, path: (string | number)[] = ["x"]) =>
    /= (.*)$/m.exec(formatIssues("f.ts", [{ path, value, rule: "r", fix: "f" }]))?.[1];

  it("counts, numbers, and gives each issue its place, value, rule and fix", () => {
    const text = formatIssues("environments/prod.ts", [
      { path: ["region"], value: undefined, rule: "must be given", fix: "add it" },
      { path: [], value: 5, rule: "must be an object", fix: "write an object" },
    ]);

    expect(text).toBe(
      [
        "environments/prod.ts: 2 issues. Nothing was written.",
        "",
        "  1. region = (missing)",
        "     Rule: must be given",
        "     Fix:  add it",
        "",
        "  2. (the environment) = 5",
        "     Rule: must be an object",
        "     Fix:  write an object",
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

  it("prints a value that goes in circles", () => {
    const circle: unknown[] = [];
    circle.push(circle);

    expect(shown(circle)).toBe("(a list)");
    expect(shown({ circle })).toBe("(an object)");
  });

  it("shortens long values", () => {
    expect(shown("x".repeat(1000))).toHaveLength(161);
  });

  it("shows nothing of what stands in the place of a secret", () => {
    expect(shown("hunter2", ["services", "web", "secrets", "TOKEN"])).toBe("(not shown)");
    expect(shown({ secrets: { TOKEN: "hunter2" } })).toBe('{"secrets":"(not shown)"}');
  });
});
