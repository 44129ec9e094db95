import type { FindingDefinition } from "../finding";

/** What a sign-in shows. */
export const signInFindings = {} as const satisfies Record<string, FindingDefinition>;
