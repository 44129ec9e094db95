import { Eta } from "eta";
import type { AppContext } from "../http/app-context";
import admin from "./admin.eta";
import error from "./error.eta";
import icon from "./icon.svg";
import layout from "./layout.eta";
import script from "./page.browser.js";
import type { PageData } from "./page-data";
import publicPage from "./public.eta";
import secondFactor from "./second-factor.eta";
import secondFactorSetup from "./second-factor-setup.eta";
import { type ShellOptions, shellOf } from "./shell";
import signOut from "./sign-out.eta";
import signedOut from "./signed-out.eta";
import start from "./start.eta";
import { style } from "./style";
import tasks from "./tasks.eta";

const templates: Record<keyof PageData, string> = {
  admin,
  error,
  public: publicPage,
  "second-factor": secondFactor,
  "second-factor-setup": secondFactorSetup,
  "sign-out": signOut,
  "signed-out": signedOut,
  start,
  tasks,
};

const iconUrl = `data:image/svg+xml,${encodeURIComponent(icon)}`;

/** Renders the HTML pages. `<%=` in a template escapes; `<%~` is for the layout's own parts only. */
export class Pages {
  // Templates are compiled when first rendered, so they do not delay the start.
  readonly #eta = new Eta({ autoEscape: true, cache: true });

  constructor(private readonly options: ShellOptions) {
    this.#eta.loadTemplate("@layout", layout);
    for (const [name, text] of Object.entries(templates)) this.#eta.loadTemplate(`@${name}`, text);
  }

  /** Sends a page as the response. */
  send<Name extends keyof PageData>(
    ctx: Pick<AppContext, "state" | "path" | "body" | "type">,
    name: Name,
    data: PageData[Name] & { title: string },
  ): void {
    const page = { title: data.title, path: ctx.path };
    const shell = shellOf(this.options, page, ctx.state.identity);
    ctx.body = this.#eta.render(`@${name}`, { ...data, shell, style, script, iconUrl });
    ctx.type = "html";
  }
}
