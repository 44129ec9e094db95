import type { Identity } from "alb-auth";
import type { DemoPage } from "../config/checks";
import type { Link, PageUser, Shell } from "./page-data";

/** What every page needs of the configuration. */
export interface ShellOptions {
  readonly signOutPath: string;
  readonly demoPages: readonly DemoPage[];
  readonly inspectorUrl: URL | undefined;
}

/** The frame of a page: who is signed in, and the pages that this person can use here. */
export function shellOf(
  options: ShellOptions,
  page: { readonly title: string; readonly path: string },
  identity: Identity | undefined,
): Shell {
  const user = identity && pageUserOf(identity);
  return {
    ...page,
    user,
    tabs: tabsOf(options.demoPages, user),
    demoPages: options.demoPages,
    signOutPath: options.signOutPath,
    inspectorUrl: options.inspectorUrl?.href,
  };
}

function tabsOf(demoPages: readonly DemoPage[], user: PageUser | undefined): Link[] {
  const isSignedIn = user !== undefined;
  const has = (page: DemoPage) => demoPages.includes(page);
  return [
    { text: "Start", href: "/", isShown: true },
    { text: "Tasks", href: "/tasks", isShown: isSignedIn && has("tasks") },
    { text: "Admin", href: "/admin", isShown: user?.isAdmin === true && has("admin") },
    { text: "Security", href: "/second-factor", isShown: isSignedIn && has("second-factor") },
    { text: "Public", href: "/public", isShown: has("public") },
  ].filter(({ isShown }) => isShown);
}

/** What to call somebody: a name if the session has one, else the user name. */
export function displayNameOf({ claims, username }: Identity): string {
  const names = [claims.name, claims.given_name, claims.preferred_username, username];
  return String(names.find((value) => typeof value === "string" && value.trim() !== ""));
}

function pageUserOf(identity: Identity): PageUser {
  const name = displayNameOf(identity);
  return {
    name,
    label: identity.email ?? name,
    initial: [...name.trim()][0] ?? "",
    isAdmin: identity.groups.includes("admins"),
  };
}
