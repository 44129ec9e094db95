import { groupList } from "../../synthesis/group-list";

type Groups = readonly string[] | undefined;

/** Such as `groups: admins (enforced by the container)`. */
export function enforcedGroups(groups: readonly string[]): string {
  return `${groupList(groups)} (enforced by the container)`;
}

/** What changes for users who are signed in, by their groups. */
export function groupEffects(old: Groups, current: Groups): string[] {
  if (JSON.stringify(old) === JSON.stringify(current)) return [];
  if (current === undefined) {
    return [
      `no longer needs a group: every signed-in user passes; before, ${groupList(old ?? [])}`,
    ];
  }
  const before = old === undefined ? "every signed-in user" : groupList(old);
  return [`is for ${enforcedGroups(current)}; before, ${before}`];
}
