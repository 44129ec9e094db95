import type { Identity } from "alb-auth";
import type { DemoPage } from "../config/checks";
import { identityOf } from "../http/app-context";
import type { AppRouter } from "../http/app-router";
import { sendJson } from "../http/send-json";
import type { Pages } from "../views/pages";

/** Options of {@link addStartRoutes}. */
export interface StartOptions {
  readonly containerName: string;
  readonly demoPages: readonly DemoPage[];
}

/** `/` and `/api/me`: the signed-in user, as a page and as JSON. */
export function addStartRoutes(router: AppRouter, options: StartOptions, pages: Pages): void {
  router.get("/", (ctx) => {
    const identity = identityOf(ctx);
    pages.send(ctx, "start", {
      title: "Start",
      identity,
      containerName: options.containerName,
      expiresAtText: new Date(identity.expiresAt).toUTCString(),
      claims: otherClaims(identity),
      usable: usablePages(options.demoPages, identity),
    });
  });

  router.get("/api/me", (ctx) => {
    sendJson(ctx, identityOf(ctx));
  });
}

function usablePages(demoPages: readonly DemoPage[], { groups }: Identity) {
  const all = [
    { page: "tasks", text: "Tasks", href: "/tasks", hint: "See the list and add to it" },
    { page: "admin", text: "Admin", href: "/admin", hint: "Open to you as a member of admins" },
    {
      page: "second-factor",
      text: "Second factor",
      href: "/second-factor",
      hint: "Set up an authenticator app for your account",
    },
    {
      page: "public",
      text: "Public page",
      href: "/public",
      hint: "Open to everybody, signed in or not",
    },
  ] as const;
  return all
    .filter(({ page }) => demoPages.includes(page))
    .filter(({ page }) => page !== "admin" || groups.includes("admins"));
}

const shownClaims = new Set(["sub", "name", "email", "email_verified"]);

function otherClaims({ claims, subject }: Identity) {
  return Object.entries(claims)
    .filter(([name, value]) => !shownClaims.has(name) && value !== subject)
    .map(([name, value]) => ({
      name,
      text: typeof value === "string" ? value : JSON.stringify(value),
    }));
}
