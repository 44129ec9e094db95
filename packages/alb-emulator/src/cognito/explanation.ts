/** Why a request failed and what to change: for the error page, the console and the inspector. */
export interface Explanation {
  /** What is wrong, with the value. */
  readonly summary: string;
  /** What was sent beside what is declared. */
  readonly comparisons: readonly Comparison[];
  readonly fix: string;
}

export interface Comparison {
  readonly label: string;
  readonly values: readonly string[];
}

/** The explanation as plain text, one value a line. */
export function explanationText({ summary, comparisons, fix }: Explanation): string {
  const lists = comparisons.map(
    ({ label, values }) => `${label}:\n${values.map((value) => `- ${value}`).join("\n")}`,
  );
  return [summary, ...lists, fix].join("\n");
}
