import fc from "fast-check";
import {
  countWildcards,
  type PatternSyntax,
  patternCovers,
  patternMatches,
} from "../../routing/pattern";

const path: PatternSyntax = { caseSensitive: true, escapes: false };
const host: PatternSyntax = { caseSensitive: false, escapes: false };
const header: PatternSyntax = { caseSensitive: false, escapes: true };

describe(patternMatches, () => {
  it.each([
    ["/tasks/*", "/tasks/1/2", true],
    ["/tasks/*", "/tasks/", true],
    ["/tasks/*", "/tasks", false],
    ["/tasks/*", "/TASKS/1", false],
    ["/a?c", "/abc", true],
    ["/a?c", "/ac", false],
    ["/a?c", "/a/c", true],
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["/*a*", "/bab", true],
    ["/a.c", "/abc", false],
  ])("compares path %j with %j: %j", (pattern, text, result) => {
    expect(patternMatches(pattern, text, path)).toBe(result);
  });

  it("ignores case in host names", () => {
    expect(patternMatches("*.Example.com", "APP.example.COM", host)).toBe(true);
    expect(patternMatches("*.example.com", "example.com", host)).toBe(false);
  });

  it.each([
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["\\?", "?", true],
    ["\\\\*", "\\x", true],
    ["a\\", "a\\", true],
    ["a\\b", "a\\b", true],
  ])("reads the escapes of header %j against %j: %j", (pattern, text, result) => {
    expect(patternMatches(pattern, text, header)).toBe(result);
  });

  it("treats a backslash in a path as a character", () => {
    expect(patternMatches("\\*", "\\x", path)).toBe(true);
  });
});

describe(countWildcards, () => {
  it.each([
    ["/a*b?", path, 2],
    ["\\*", path, 1],
    ["\\*", header, 0],
    ["\\\\*", header, 1],
    ["a\\", header, 0],
  ])("counts the wildcards of %j", (pattern, syntax, count) => {
    expect(countWildcards(pattern, syntax)).toBe(count);
  });
});

/** Every sequence of tokens up to a length. */
function upTo(length: number, tokens: readonly string[]): string[] {
  const found = [""];
  let last = [""];
  for (let at = 0; at < length; at += 1) {
    last = last.flatMap((text) => tokens.map((token) => text + token));
    found.push(...last);
  }
  return found;
}

const pattern = fc
  .array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 6 })
  .map((each) => each.join(""));

describe(patternCovers, () => {
  it.each([
    ["two letters", path, upTo(3, ["a", "b", "*", "?"]), upTo(6, ["a", "b", "z"])],
    ["one letter", path, upTo(4, ["a", "*", "?"]), upTo(8, ["a", "z"])],
    ["both cases", host, upTo(2, ["a", "A", "*", "?"]), upTo(4, ["a", "A", "z"])],
    ["escapes", header, upTo(3, ["a", "*", "\\*", "\\\\"]), upTo(6, ["a", "*", "\\", "z"])],
  ])(
    "agrees for all short patterns of %s with trying every string that can distinguish them",
    (_, syntax, patterns, texts) => {
      const matched = patterns.map((each) =>
        texts.map((text) => patternMatches(each, text, syntax)),
      );
      const wrong = patterns.flatMap((one, at) =>
        patterns.filter((other, otherAt) => {
          const isCovered = matched[otherAt]?.every((is, text) => !is || matched[at]?.[text]);
          return patternCovers(one, other, syntax) !== isCovered;
        }),
      );

      expect(wrong).toEqual([]);
    },
  );

  it("agrees with a regular expression on what a pattern matches", () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom(...upTo(6, ["a", "b", "z"])), (one, text) => {
        const expression = new RegExp(`^${one.replaceAll("?", ".").replaceAll("*", ".*")}$`);

        expect(patternMatches(one, text, path)).toBe(expression.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["*", "/*", true],
    ["/*", "*", false],
    ["/a*", "/a?*", true],
    ["/a?*", "/a*", false],
    ["/?*", "/*?", true],
    ["/*?", "/?*", true],
    ["**", "*", true],
    ["/*a*b*", "/a/b", true],
    ["/*/*", "/a/*/b", true],
    ["/a*b*c", "/a*c", false],
  ])("%j covers %j: %j", (one, other, result) => {
    expect(patternCovers(one, other, path)).toBe(result);
  });

  it("is fast for patterns with exponentially many matches", () => {
    const long = "*a".repeat(40);

    expect(patternCovers(`${long}*`, `${long}b${long}*`, path)).toBe(true);
    expect(patternCovers(`${long}b`, `${long}*`, path)).toBe(false);
  });
});
