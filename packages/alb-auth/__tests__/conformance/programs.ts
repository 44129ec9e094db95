/**
 * Programs in other languages, which pass the suite in a test of their own: it needs their toolchains, and
 * docs/comparison.md is generated without.
 */
export const programs = ["examples/python", "examples/go"] as const;

export type ProgramName = (typeof programs)[number];
