import type { IssueRow } from "./valid-environment";

const notes = "applications.notes";

/** A value that fails for every check of existing resources. */
export const existingRows: IssueRow[] = [
  [`${notes}.dns`, "remove", '"create", "take-over", "none"', "choose one of them"],
  [
    `${notes}.certificate.domain`,
    "*.*.example.com",
    "whose first label may be *",
    'like "*.example.com"',
  ],
  [`${notes}.cluster.type`, "shared", 'one of "new", "existing"', "choose one of them"],
  [`${notes}.cluster.name`, "a b", "name of a cluster", "ECS console"],
];
