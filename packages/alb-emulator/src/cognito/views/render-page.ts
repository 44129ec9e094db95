import { Eta } from "eta/core";
import type { DemoUser } from "../users/demo-users.ts";
import { pageStyle } from "./page-style.ts";
import { templates } from "./templates.ts";

interface FormPage {
  /** The authorization request, which every page hands on. */
  readonly query: string;
  readonly csrf: string;
}

interface LoginField {
  readonly loginLabel: string;
  readonly loginType: string;
}

/** What each page is given. */
export interface PageData {
  "sign-in": FormPage &
    LoginField & {
      readonly login: string;
      readonly appHost: string | undefined;
      readonly canSignUp: boolean;
      readonly demoUsers: readonly DemoUser[];
    };
  "sign-up": FormPage & {
    readonly byEmail: boolean;
    readonly login: string;
    readonly email: string;
    readonly name: string;
    readonly policy: readonly string[];
  };
  confirm: FormPage & { readonly login: string };
  "forgot-password": FormPage & LoginField;
  "reset-password": FormPage & { readonly login: string; readonly policy: readonly string[] };
  error: { readonly error: string; readonly explanation: string | undefined };
}

export interface PageFrame {
  readonly title: string;
  readonly poolName: string;
  readonly fault?: string;
  readonly notice?: string;
}

const eta = new Eta({ autoEscape: true, cache: true });
for (const [name, template] of Object.entries(templates)) eta.loadTemplate(`@${name}`, template);

/** The HTML of a page. Every value is escaped by the template engine. */
export function renderPage<Name extends keyof PageData>(
  name: Name,
  frame: PageFrame,
  data: PageData[Name],
): string {
  return eta.render("@layout", {
    fault: undefined,
    notice: undefined,
    ...frame,
    initial: frame.poolName.slice(0, 1).toUpperCase(),
    pageStyle,
    body: eta.render(`@${name}`, data),
  });
}
