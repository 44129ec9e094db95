import Koa from "koa";
import { albAuth } from "../../../koa.ts";
import { type Subject, serve, shownIdentity } from "../subject.ts";

export const koa: Subject = {
  name: "alb-auth/koa",
  isInProcess: true,
  start: ({ options }) => {
    const app = new Koa();
    app.silent = true;
    app.use(albAuth(options));
    app.use((ctx) => {
      ctx.body = shownIdentity(ctx.state.identity);
    });
    return serve(app.callback());
  },
};
