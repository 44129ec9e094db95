import type { Identity } from "alb-auth";
import { Eta } from "eta";
import type { Task } from "../task-list";
import { pageScript } from "./page-script";
import { pageStyle } from "./page-style";
import { templates } from "./templates";

/** What each page is given. */
export interface PageData {
  user: {
    identity: Identity;
    name: string;
    containerName: string;
    expiresAtText: string;
    /** Time left as a clock shows it, such as "14:05". */
    remaining: string;
    claims: readonly (readonly string[])[];
  };
  error: { detail: string; status: number; requestId: string };
  "sign-out": object;
  "signed-out": object;
  tasks: { tasks: readonly Task[]; canAdd: boolean };
  admin: { status: Readonly<Record<string, string | number>> };
}

// Templates are compiled when first rendered, so they cost a starting container nothing.
const eta = new Eta({ autoEscape: true, cache: true });
for (const [name, template] of Object.entries(templates)) eta.loadTemplate(`@${name}`, template);

/** The HTML of a page. Every value is escaped by the template engine. */
export function renderPage<Name extends keyof PageData>(
  name: Name,
  data: PageData[Name] & { title: string },
): string {
  return eta.render(`@${name}`, { ...data, pageStyle, pageScript });
}
