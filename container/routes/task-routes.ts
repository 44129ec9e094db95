import { requireScopes } from "alb-auth/koa";
import { RequestError } from "../app-errors";
import { identityOf } from "../app-state";
import { readFields } from "../request-fields";
import type { RouteTable } from "../route-table";
import type { TaskList } from "../task-list";
import { renderPage } from "../views/render-page";

const maxTitleCharacters = 120;

/** `/tasks`: an example resource that takes `tasks/read` to see and `tasks/write` to add to. */
export function taskRoutes(routes: RouteTable, tasks: TaskList): void {
  routes.get("/tasks", requireScopes("tasks/read"), (ctx) => {
    ctx.vary("Accept");
    if (ctx.accepts("json", "html") !== "html") {
      ctx.body = { tasks: tasks.all() };
      return;
    }
    const canAdd = identityOf(ctx).scopes.includes("tasks/write");
    ctx.type = "html";
    ctx.body = renderPage("tasks", { title: "Tasks", tasks: tasks.all(), canAdd });
  });

  routes.get("/tasks/:id", requireScopes("tasks/read"), (ctx) => {
    const task = tasks.get(ctx.state.pathParameter ?? "");
    if (task === undefined) throw new RequestError("ERR_NOT_FOUND");
    ctx.body = task;
  });

  routes.post("/tasks", requireScopes("tasks/read", "tasks/write"), async (ctx) => {
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
      ctx.redirect("/tasks");
      return;
    }
    ctx.set("Location", `/tasks/${task.id}`);
    ctx.status = 201;
    ctx.body = task;
  });
}
