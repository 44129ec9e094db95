import { requireScopes } from "alb-auth/koa";
import { identityOf } from "../http/app-context";
import type { AppRouter } from "../http/app-router";
import { RequestError } from "../http/request-error";
import { readFields } from "../http/request-fields";
import type { Pages } from "../views/pages";
import { prefersPage } from "../views/prefers-page";
import type { Task, TaskList } from "./task-list";

const maxTitleCharacters = 120;

/** `/tasks`: an example resource. `tasks/read` shows it, `tasks/write` adds to it. */
export function addTaskRoutes(router: AppRouter, tasks: TaskList, pages: Pages): void {
  router.get("/tasks", requireScopes("tasks/read"), (ctx) => {
    if (!prefersPage(ctx)) {
      ctx.body = { tasks: tasks.all() };
      return;
    }
    const { scopes, subject } = identityOf(ctx);
    const named = tasks.get(String(ctx.query.added));
    const added = named?.addedBy === subject ? named : undefined;
    pages.send(ctx, "tasks", {
      title: "Tasks",
      tasks: tasks.all().map((task) => ({
        title: task.title,
        author: authorOf(task, subject),
        isNew: task === added,
      })),
      added: added?.title,
      isFull: tasks.isFull,
      canAdd: scopes.includes("tasks/write"),
    });
  });

  router.get("/tasks/:id", requireScopes("tasks/read"), (ctx) => {
    const task = tasks.get(String(ctx.params.id));
    if (task === undefined) throw new RequestError("ERR_NOT_FOUND");
    ctx.body = task;
  });

  router.post("/tasks", requireScopes("tasks/read", "tasks/write"), async (ctx) => {
    const { title } = await readFields(ctx);
    if (typeof title !== "string" || title.trim() === "" || title.length > maxTitleCharacters) {
      throw new RequestError(
        "ERR_BODY_INVALID",
        `“title” must be text of 1 to ${maxTitleCharacters} characters.`,
      );
    }
    const task = tasks.add(title.trim(), identityOf(ctx).subject);
    if (task === undefined) throw new RequestError("ERR_TASKS_FULL");
    if (ctx.is("urlencoded")) {
      ctx.status = 303;
      ctx.redirect(`/tasks?added=${task.id}`);
      return;
    }
    ctx.set("Location", `/tasks/${task.id}`);
    ctx.status = 201;
    ctx.body = task;
  });
}

function authorOf({ addedBy }: Task, subject: string): string {
  if (addedBy === null) return "example";
  return addedBy === subject ? "you" : "someone else";
}
