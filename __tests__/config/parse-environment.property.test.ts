import fc from "fast-check";
import { formatPath, type Path } from "../../config/issue";
import { formatIssues } from "../../config/issue-report";
import { parseEnvironment } from "../../config/parse-environment";
import { changed, fullEnvironment, pathsIn } from "./valid-environment";

const all = pathsIn(fullEnvironment());

const arbitraryValue = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  fc.jsonValue(),
  fc.constantFrom(undefined, "", "*", "https://x", -1, 0.5, 1e21, "__proto__", "constructor"),
  fc.constantFrom<unknown>(...all.slice(0, 60).map((path) => at(fullEnvironment(), path))),
);

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (each, key) => (each as Record<string | number, unknown>)[key],
    value,
  );
}

/** Expects either an environment or issues with a report. */
function expectResult(input: unknown) {
  const result = parseEnvironment(input, "test");
  if (result.ok) {
    expect(result.environment.name).not.toBe("");
    return;
  }
  expect(result.issues.length).toBeGreaterThan(0);
  for (const { message, fix } of result.issues) {
    expect(message.length).toBeGreaterThan(5);
    expect(fix.length).toBeGreaterThan(3);
  }
  expect(formatIssues("file.ts", result.issues)).toContain("Nothing was written.");
}

describe(parseEnvironment, () => {
  it("returns a result for any JSON", () => {
    fc.assert(fc.property(fc.jsonValue(), expectResult), { numRuns: 500 });
  });

  it("returns a result for any JavaScript value", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        expectResult,
      ),
      { numRuns: 500 },
    );
  });

  it("returns a result for a valid environment with any changes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...all), arbitraryValue), { minLength: 1, maxLength: 5 }),
        (changes) => {
          // A change inside what an earlier change replaced may have nowhere to go.
          const sorted = [...changes].sort(([one], [other]) => other.length - one.length);
          expectResult(changed(...sorted));
        },
      ),
      { numRuns: 600 },
    );
  });

  it("returns the same result for the same input", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.jsonValue(), (path, value) => {
        const [one, other] = [changed([path, value]), changed([path, value])];

        expect(parseEnvironment(one, "test")).toEqual(parseEnvironment(other, "test"));
      }),
      { numRuns: 200 },
    );
  });

  it("does not change its input", () => {
    const input = fullEnvironment();

    parseEnvironment(input, "test");

    expect(input).toEqual(fullEnvironment());
  });

  it("accepts its own result and returns it unchanged", () => {
    const first = parseEnvironment(fullEnvironment(), "test");
    const second = parseEnvironment(first.ok ? first.environment : undefined, "other");

    expect(second).toEqual(first);
  });

  it("reports no two issues with the same path and message", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...all), fc.constantFrom(null, 5, "x", [], {})), {
          minLength: 1,
          maxLength: 4,
        }),
        (changes) => {
          const sorted = [...changes].sort(([one], [other]) => other.length - one.length);
          const result = parseEnvironment(changed(...sorted), "test");
          const reported = result.ok
            ? []
            : result.issues.map(({ path, message }) => `${formatPath(path)} ${message}`);

          expect(reported).toEqual([...new Set(reported)]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
