import { describeRequiring } from "../../../__tests__/support/describe-requiring";
import type { ProgramName } from "../../../packages/alb-auth/__tests__/conformance/programs";
import { testConformance } from "./test-conformance";
import { testForgedRequests } from "./test-forged-requests";
import { testKeyFetches } from "./test-key-fetches";
import { testOutages } from "./test-outages";
import { testSignIn } from "./test-sign-in";
import { testValidRequests } from "./test-valid-requests";
import { testWebProgram } from "./test-web-program";
import type { Found } from "./toolchains";

/**
 * Declares the tests that every example passes.
 * @param folder of the example, such as "examples/go"
 * @param toolchain that runs it
 * @param variable environment variable that makes a missing toolchain a failure
 * @param prepare builds it and returns the command that starts it
 * @param codes of forged requests that it rejects with another code than alb-auth
 */
export function describeExample(
  folder: ProgramName | "examples/java",
  toolchain: Found,
  variable: string,
  prepare: (toolchain: string) => readonly string[],
  codes: Readonly<Record<string, string>> = {},
): void {
  const missing = "missing" in toolchain ? toolchain.missing : undefined;
  describeRequiring(folder, missing, variable, () => {
    let command: readonly string[] = [];

    beforeAll(() => {
      if ("path" in toolchain) command = prepare(toolchain.path);
    }, 300_000);

    testConformance(folder, () => command);
    testForgedRequests(() => command, codes);
    testValidRequests(() => command);
    testKeyFetches(() => command);
    testOutages(() => command);
    testWebProgram(() => command);
    testSignIn(() => command);
  });
}
