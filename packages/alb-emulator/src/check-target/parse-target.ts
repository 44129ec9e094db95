import * as z from "zod";
import { EmulatorError } from "../model/emulator-error.ts";
import type { TargetToCheck } from "./target-check.ts";

const schema = z.strictObject({
  /** `<application>/<service>`. */
  target: z.string().max(1000),
  /** Empty: found in the rules. */
  path: z.string().max(64 * 1024),
});

/**
 * Checks an untrusted value.
 * @throws EmulatorError that names everything that is wrong.
 */
export function parseTarget(value: unknown): TargetToCheck {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new EmulatorError(`The target to check is not valid.\n${issues.join("\n")}`);
  }
  const { target, path } = parsed.data;
  const slash = target.lastIndexOf("/");
  return {
    application: target.slice(0, Math.max(0, slash)),
    service: target.slice(slash + 1),
    path: path === "" ? undefined : path,
  };
}
