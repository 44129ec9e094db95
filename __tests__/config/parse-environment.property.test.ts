import fc from "fast-check";
import { formatIssues, formatPath, type Path } from "../../config/issue";
import { parseEnvironment } from "../../config/parse-environment";
import { changed, fullEnvironment } from "./valid-environment";

/** Every place of an environment, containers and leaves alike. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Object.entries(value).map(([key, each]): [string | number, unknown] => [
    Array.isArray(value) ? Number(key) : key,
    each,
  ]);
  return [path, ...entries.flatMap(([key, each]) => places(each, [...path, key]))];
}

const all = places(fullEnvironment()).filter((path) => path.length > 0);

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

/** Whether a result is either an environment, or issues that can be told. */
function expectAnswer(input: unknown) {
  const result = parseEnvironment(input, "test");
  if (result.ok) {
    expect(result.environment.name).not.toBe("");
    return;
  }
  expect(result.issues.length).toBeGreaterThan(0);
  for (const { rule, fix } of result.issues) {
    expect(rule.length).toBeGreaterThan(5);
    expect(fix.length).toBeGreaterThan(3);
  }
  expect(formatIssues("file.ts", result.issues)).toContain("Nothing was written.");
}

describe(parseEnvironment, () => {
  it("answers whatever JSON it is given", () => {
    fc.assert(fc.property(fc.jsonValue(), expectAnswer), { numRuns: 500 });
  });

  it("answers whatever JavaScript can make", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        expectAnswer,
      ),
      { numRuns: 500 },
    );
  });

  it("answers a valid environment in which anything was changed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...all), arbitraryValue), { minLength: 1, maxLength: 5 }),
        (changes) => {
          // A change inside what an earlier change replaced may have nowhere to go.
          const sorted = [...changes].sort(([one], [other]) => other.length - one.length);
          expectAnswer(changed(...sorted));
        },
      ),
      { numRuns: 600 },
    );
  });

  it("answers the same for the same input", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.jsonValue(), (path, value) => {
        const [one, other] = [changed([path, value]), changed([path, value])];

        expect(parseEnvironment(one, "test")).toEqual(parseEnvironment(other, "test"));
      }),
      { numRuns: 200 },
    );
  });

  it("leaves its input as it was", () => {
    const input = fullEnvironment();

    parseEnvironment(input, "test");

    expect(input).toEqual(fullEnvironment());
  });

  it("accepts its own result, and changes nothing in it", () => {
    const first = parseEnvironment(fullEnvironment(), "test");
    const second = parseEnvironment(first.ok ? first.environment : undefined, "other");

    expect(second).toEqual(first);
  });

  it("tells no two issues with the same place and rule", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...all), fc.constantFrom(null, 5, "x", [], {})), {
          minLength: 1,
          maxLength: 4,
        }),
        (changes) => {
          const sorted = [...changes].sort(([one], [other]) => other.length - one.length);
          const result = parseEnvironment(changed(...sorted), "test");
          const told = result.ok
            ? []
            : result.issues.map(({ path, rule }) => `${formatPath(path)} ${rule}`);

          expect(told).toEqual([...new Set(told)]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
