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

  it("takes no notice of case in host names", () => {
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

  it("takes a backslash in a path for itself", () => {
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
  ])("counts those of %j", (pattern, syntax, count) => {
    expect(countWildcards(pattern, syntax)).toBe(count);
  });
});

const letters = ["a", "b"];
/** Every text up to five letters, and one letter that no pattern names. */
const texts = (function longer(length: number): string[] {
  if (length === 0) return [""];
  const shorter = longer(length - 1);
  const last = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...last.flatMap((text) => [...letters, "z"].map((letter) => text + letter))];
})(5);

const pattern = (...characters: string[]) =>
  fc.array(fc.constantFrom(...characters), { maxLength: 4 }).map((each) => each.join(""));

describe(patternCovers, () => {
  it("says of all short patterns what trying every short text says", () => {
    fc.assert(
      fc.property(pattern("a", "b", "*", "?"), pattern("a", "b", "*", "?"), (one, other) => {
        const matched = texts.filter((text) => patternMatches(other, text, path));

        expect(patternCovers(one, other, path)).toBe(
          matched.every((text) => patternMatches(one, text, path)),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it("agrees with a regular expression on what a pattern matches", () => {
    fc.assert(
      fc.property(pattern("a", "b", "*", "?"), fc.constantFrom(...texts), (one, text) => {
        const expression = new RegExp(`^${one.replaceAll("?", ".").replaceAll("*", ".*")}$`);

        expect(patternMatches(one, text, path)).toBe(expression.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("is exact where escapes are read too", () => {
    const alphabet = ["a", "*", "\\*", "\\\\"];
    const escapedTexts = texts
      .filter((text) => text.length <= 4)
      .map((text) => text.replaceAll("b", "*").replaceAll("z", "\\"));
    fc.assert(
      fc.property(pattern(...alphabet), pattern(...alphabet), (one, other) => {
        const matched = [
          ...escapedTexts,
          "aaaaa",
          "z",
          "zz",
          "az",
          "za",
          "\\z",
          "*z",
          "z*",
          "zzzzz",
        ].filter((text) => patternMatches(other, text, header));

        expect(patternCovers(one, other, header)).toBe(
          matched.every((text) => patternMatches(one, text, header)),
        );
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

  it("takes no longer for patterns that would explode when tried one by one", () => {
    const long = "*a".repeat(40);

    expect(patternCovers(`${long}*`, `${long}b${long}*`, path)).toBe(true);
    expect(patternCovers(`${long}b`, `${long}*`, path)).toBe(false);
  });
});
