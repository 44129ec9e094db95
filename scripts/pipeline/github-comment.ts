import { UserError } from "../../config/user-error";

/** A comment of a pull request that exists once. */
export interface SingleComment {
  /** `https://api.github.com`, or that of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  /** Number of the pull request. */
  readonly pullRequest: string;
  readonly token: string;
  /** Beginning of the body, by which the comment is found again. */
  readonly marker: string;
  readonly body: string;
}

/** Who writes with the token of a workflow. */
const author = "github-actions[bot]";
const pageSize = 100;

/**
 * Updates the comment of an earlier run, or writes the first one.
 * @see https://docs.github.com/en/rest/issues/comments
 * @throws UserError with GitHub's reason
 */
export async function upsertComment(comment: SingleComment): Promise<void> {
  const { repository, pullRequest, body } = comment;
  const comments = `/repos/${repository}/issues/${pullRequest}/comments`;
  const existing = await findComment(comment, comments);
  if (existing === undefined) await request(comment, "POST", comments, { body });
  else
    await request(comment, "PATCH", `/repos/${repository}/issues/comments/${existing}`, { body });
}

async function findComment(comment: SingleComment, path: string): Promise<number | undefined> {
  for (let page = 1; ; page++) {
    const comments = (await request(
      comment,
      "GET",
      `${path}?per_page=${pageSize}&page=${page}`,
    )) as readonly { id: number; body?: string; user?: { login: string } | null }[];
    // Somebody else may quote the marker.
    const found = comments.find(
      ({ body, user }) => user?.login === author && body?.startsWith(comment.marker),
    );
    if (found !== undefined || comments.length < pageSize) return found?.id;
  }
}

async function request(
  { apiUrl, token }: SingleComment,
  method: string,
  path: string,
  content?: object,
): Promise<unknown> {
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-github-api-version": "2022-11-28",
    },
    ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new UserError(
    `GitHub returned ${response.status} to ${method} ${path}: ${text.slice(0, 500)}\n` +
      "The job that comments needs the permission pull-requests: write.",
  );
}
