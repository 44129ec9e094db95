import type { Identity } from "alb-auth";
import { Eta } from "eta";
import type { AppContext } from "../http/app-context";
import admin from "./admin.eta";
import error from "./error.eta";
import icon from "./icon.svg";
import layout from "./layout.eta";
import script from "./page.browser.js";
import type { PageData, PageUser, Shell } from "./page-data";
import publicPage from "./public.eta";
import signOut from "./sign-out.eta";
import signedOut from "./signed-out.eta";
import start from "./start.eta";
import { style } from "./style";
import tasks from "./tasks.eta";

const templates: Record<keyof PageData, string> = {
  admin,
  error,
  public: publicPage,
  "sign-out": signOut,
  "signed-out": signedOut,
  start,
  tasks,
};

const iconUrl = `data:image/svg+xml,${encodeURIComponent(icon)}`;

/** What every page needs of the configuration. */
export interface PagesOptions {
  readonly signOutPath: string;
  readonly inspectorUrl: URL | undefined;
}

/** Renders the HTML pages. `<%=` in a template escapes; `<%~` is for the layout's own parts only. */
export class Pages {
  // Templates are compiled when first rendered, so they do not delay the start.
  readonly #eta = new Eta({ autoEscape: true, cache: true });

  constructor(private readonly options: PagesOptions) {
    this.#eta.loadTemplate("@layout", layout);
    for (const [name, text] of Object.entries(templates)) this.#eta.loadTemplate(`@${name}`, text);
  }

  /** Sends a page as the response. */
  send<Name extends keyof PageData>(
    ctx: Pick<AppContext, "state" | "path" | "body" | "type">,
    name: Name,
    data: PageData[Name] & { title: string },
  ): void {
    const { identity } = ctx.state;
    const shell: Shell = {
      title: data.title,
      path: ctx.path,
      user: identity && pageUserOf(identity),
      signOutPath: this.options.signOutPath,
      inspectorUrl: this.options.inspectorUrl?.href,
    };
    ctx.body = this.#eta.render(`@${name}`, { ...data, shell, style, script, iconUrl });
    ctx.type = "html";
  }
}

function pageUserOf({ claims, email, groups, username }: Identity): PageUser {
  const names = [claims.name, claims.given_name, claims.preferred_username, username];
  const name = names.find((value) => typeof value === "string" && value.trim() !== "");
  return {
    name: String(name),
    label: email ?? username,
    initial: [...String(name).trim()][0] ?? "",
    isAdmin: groups.includes("admins"),
  };
}
