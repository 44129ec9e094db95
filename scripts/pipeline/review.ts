import { cutText } from "./cut-text";

/** What a command printed, and its exit status. */
export interface Recorded {
  readonly text: string;
  readonly status: string;
}

/** What a pull request changes. */
export interface Review {
  /** Of `npm run routes`; absent when it did not run. */
  readonly routes: Recorded | undefined;
  /** Of `npm run deploy -- --plan`, or why there is none, as Markdown. */
  readonly plan: Recorded | { readonly skipped: string };
  readonly environment: string;
  /** Commit of the pull request, and the run that reviewed it. */
  readonly commit: string;
  readonly runUrl: string;
}

/** By which the comment is found again. */
export const marker = "<!-- npm run pipeline -- comment -->";

/** GitHub accepts 65,536 characters in a comment. */
const maxRoutesBytes = 20_000;
const maxPlanBytes = 40_000;

/** The exit status of `npm run routes` when a request becomes public, or loses its groups. */
export const becomesPublicStatus = "3";

/** A review as Markdown, short enough for a comment. */
export function reviewMarkdown(review: Review): string {
  const { routes, plan, environment, commit, runUrl } = review;
  return [
    marker,
    "## What this changes",
    ...(routes?.status === becomesPublicStatus
      ? [
          "> [!CAUTION]\n> **Requests become public that were not, or open to users outside of their groups.** The routes below name them. The check stays green, because it may be what you want: a person has to decide.",
        ]
      : []),
    "### Routes",
    ...routesParts(routes),
    `### Plan${environment === "" ? "" : ` of ${environment}`}`,
    ...planParts(plan),
    `<sub>Commit ${commit.slice(0, 12)}, [run](${runUrl})</sub>`,
  ].join("\n\n");
}

function routesParts(routes: Recorded | undefined): string[] {
  if (routes === undefined) return ["The routes were not compared: a step before that failed."];
  const text = codeBlock(cutText(routes.text, maxRoutesBytes));
  if (routes.status === "0") {
    return ["Nothing becomes public that was not.", folded("All routes", text)];
  }
  if (routes.status === becomesPublicStatus) return [text];
  return [
    "> [!WARNING]\n> The routes could not be compared, so nobody knows what becomes public.",
    text,
  ];
}

function planParts(plan: Review["plan"]): string[] {
  if ("skipped" in plan) return [plan.skipped];
  const text = codeBlock(cutText(withoutProgress(plan.text), maxPlanBytes));
  if (plan.status !== "0") return ["> [!WARNING]\n> The plan failed.", text];
  return [
    ...(plan.text.includes("  not planned: ")
      ? [
          "Not everything can be planned yet: an application reads outputs of the identity, which was never applied, or of a stack that waits for it. The first deployment applies them in order.",
        ]
      : []),
    text,
  ];
}

/** Lines that only say what is being done. */
function withoutProgress(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.endsWith(" …"))
    .join("\n")
    .trim();
}

function codeBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}
