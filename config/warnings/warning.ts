import type { Issue } from "../issue";
import type { Environment } from "../schema/environment";

/** Something in a valid environment that may go wrong later; it does not stop the synthesis. */
export type Warning = Omit<Issue, "value">;

/** Finds warnings of one kind. It runs on an environment without issues. */
export type FindWarnings = (environment: Environment) => Warning[];
