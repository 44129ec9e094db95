import type { ReadOutcome } from "./terraform";

const noChanges = { add: 0, change: 0, remove: 0 };
/** Outcome of a plan that finds nothing to change. */
export const emptyPlan = {
  exitCode: 0,
  errors: [],
  changes: [],
  changedOutputs: [],
  summary: noChanges,
};
/** Outcome of an apply. */
export const success = { exitCode: 0, errors: [] };
/** Outcome of a plan with changes. */
export const changesToApply = { exitCode: 2, errors: [] };

/** Expects a run that failed with a message. */
export function expectError({ exitCode, errors }: ReadOutcome, text: string) {
  expect(exitCode).toBe(1);
  expect(errors.join("\n")).toContain(text);
}
