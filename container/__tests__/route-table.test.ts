import type { AppContext } from "../app-state";
import { RouteTable } from "../route-table";

const table = new RouteTable();
table.get("/tasks", answer("list"));
table.get("/tasks/:id", (_ctx, next) => next(), answer("one"));
table.post("/tasks", answer("add"));

function answer(name: string) {
  return (ctx: AppContext) => {
    ctx.body = [name, ctx.state.pathParameter];
  };
}

async function ask(method: string, path: string): Promise<unknown> {
  const ctx = { method, path, state: {}, body: undefined } as unknown as AppContext;
  await table.routes(ctx, async () => {
    ctx.body = "next";
  });
  return ctx.body;
}

describe("RouteTable", () => {
  it.each([
    ["GET", "/tasks", ["list", undefined]],
    ["HEAD", "/tasks", ["list", undefined]],
    ["POST", "/tasks", ["add", undefined]],
    ["GET", "/tasks/7", ["one", "7"]],
    ["GET", "/tasks/a%2Fb", ["one", "a/b"]],
    ["GET", "/tasks/%", ["one", "%"]],
  ])("answers %s %s", async (method, path, body) => {
    expect(await ask(method, path)).toEqual(body);
  });

  it.each([
    ["DELETE", "/tasks"],
    ["POST", "/tasks/7"],
    ["GET", "/tasks/"],
    ["GET", "/tasks/7/"],
    ["GET", "/tasks/7/8"],
    ["GET", "/Tasks"],
    ["GET", "/%74asks"],
    ["GET", "//tasks"],
    ["GET", "/"],
    ["GET", ""],
    ["GET", "/__proto__"],
  ])("leaves %s %s to what comes next", async (method, path) => {
    expect(await ask(method, path)).toBe("next");
  });
});
