import type { FindingDefinition } from "../finding";

/** What the API of AWS and the access log tell. */
export const awsFindings = {} as const satisfies Record<string, FindingDefinition>;
