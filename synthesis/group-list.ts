/** The groups that may pass a route, such as `groups: admins, auditors`. */
export function groupList(groups: readonly string[]): string {
  return `groups: ${groups.join(", ")}`;
}
