/** Letters with at most three digits at the end: no id, no token, no email address, nothing encoded. */
const plainWord = /^\.?[A-Za-z][A-Za-z._-]{0,30}\d{0,3}$/;

const maxSegments = 8;

/**
 * What the log says of the path of a request. A route is logged as it is declared (`/tasks/:id`). Of any
 * other path only plain words are logged, because the rest may be personal or secret
 * (`/invite/anna@example.com` becomes `/invite/*`); the load balancer's access log has it whole.
 *
 * @returns at most 300 characters
 */
export function loggedPath(path: string, route: string | undefined): string {
  if (route !== undefined) return route;
  const segments = path.split("/", maxSegments + 1);
  const shown = segments.map((segment) =>
    segment === "" || plainWord.test(segment) ? segment : "*",
  );
  return shown.length > maxSegments ? `${shown.slice(0, -1).join("/")}/…` : shown.join("/");
}
