import fc from "fast-check";
import { headerSyntax, pathSyntax } from "../../routing/condition-fields";
import { patternCovers, patternMatches } from "../../routing/pattern";
import { witness } from "../../scripts/routes/pattern-witness";

const pattern = fc
  .array(fc.constantFrom("a", "b", "/", "*", "?", "\\"), { maxLength: 8 })
  .map((characters) => characters.join(""));

describe("witness", () => {
  it.each([
    ["/tasks/*", "/*", "/tasks/"],
    ["/tasks/*", "*.js", "/tasks/.js"],
    ["/a?c", "/ab*", "/abc"],
    ["*", "*", ""],
    ["/a", "/b", undefined],
    ["/a?", "/a", undefined],
  ])("of %s and %s is %s", (first, second, expected) => {
    expect(witness(first, second, pathSyntax)).toBe(expected);
  });

  it("stands for at least one character at each * if it is told so", () => {
    expect(witness("/tasks/*", "/*", pathSyntax, 1)).toBe("/tasks/x");
  });

  it("is matched by both patterns, and is found whenever one pattern covers the other", () => {
    fc.assert(
      fc.property(
        pattern,
        pattern,
        fc.constantFrom(pathSyntax, headerSyntax),
        (first, second, syntax) => {
          const text = witness(first, second, syntax);
          if (text === undefined) {
            expect(patternCovers(first, second, syntax)).toBe(false);
          } else {
            expect(patternMatches(first, text, syntax)).toBe(true);
            expect(patternMatches(second, text, syntax)).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
