import { parseServiceOption } from "../cli/service-option.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { CreateListener, ServiceProgram } from "../runtime/service-program.ts";

/**
 * Programs by service, or `application/service`: an address or a command as in `--service`, or a
 * function that creates the program in this process.
 */
export type TestServices = Readonly<Record<string, string | URL | CreateListener>>;

/** @throws EmulatorError with every issue */
export function toServicePrograms(services: TestServices): readonly ServiceProgram[] {
  const issues: string[] = [];
  const programs = Object.entries(services).flatMap(([name, program]): ServiceProgram[] => {
    if (typeof program === "function") {
      const [service = "", application] = name.split("/").reverse();
      return [{ service, application, program: { createListener: program } }];
    }
    const text = program instanceof URL ? program.origin : String(program);
    const parsed = parseServiceOption(`${name}=${text}`);
    if (typeof parsed !== "string") return [parsed];
    issues.push(parsed.replace(/^--service /, "Option services: "));
    return [];
  });
  if (issues.length > 0) throw new EmulatorError(issues.join("\n"));
  return programs;
}
