import { EmulatorError } from "../model/emulator-error.ts";
import type { RunningApplication } from "./model-server.ts";

/**
 * Address of an application for a browser on this machine, without a slash at its end.
 * @throws EmulatorError when no such application is served
 */
export function applicationUrl(applications: readonly RunningApplication[], name: string): string {
  const found = applications.find(({ model }) => model.application === name);
  if (found) return (found.urls[0] ?? found.loadBalancer.url).replace(/\/$/, "");
  const names = applications.map(({ model }) => model.application);
  throw new EmulatorError(
    `Application "${name}" is not served. Use one of: ${names.join(", ") || "none"}.`,
  );
}
