import { relative } from "node:path";

const printed = new Set<string>();

/** Prints a message once for each test file. Jest itself prints nothing about skipped suites. */
function print(message: string): void {
  if (printed.has(message)) return;
  printed.add(message);
  process.stderr.write(`\n!!! SKIPPED: ${message}\n\n`);
}

/**
 * Declares a suite that needs something a machine may lack, such as Terraform or a browser. If it is
 * missing, one line on standard error says so and the tests are reported as skipped.
 * @param name of the suite
 * @param missing what is missing and how to get it; `undefined` if nothing is
 * @param variable environment variable that makes the suite fail instead, when it is `1`
 * @param tests declares the tests
 */
export function describeRequiring(
  name: string,
  missing: string | undefined,
  variable: string,
  tests: () => void,
): void {
  if (missing === undefined) {
    describe(name, tests);
    return;
  }
  const file = relative(process.cwd(), expect.getState().testPath ?? "");
  const message = `${file} needs ${missing}`;
  if (process.env[variable] === "1") {
    describe(name, () => {
      it("finds what it needs", () => {
        throw new Error(`${variable}=1, and ${message}`);
      });
    });
    return;
  }
  print(message);
  // The one place where tests are skipped: said aloud above, and a failure in the gate.
  describe.skip(name, tests);
}
