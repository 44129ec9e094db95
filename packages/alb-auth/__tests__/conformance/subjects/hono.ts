import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { type AlbAuthVariables, albAuth } from "../../../hono.ts";
import { type Subject, serve, shownIdentity } from "../subject.ts";

export const hono: Subject = {
  name: "alb-auth/hono",
  isInProcess: true,
  start: ({ options }) => {
    const app = new Hono<{ Variables: AlbAuthVariables }>();
    app.use(albAuth(options));
    app.get("/", (c) => c.json(shownIdentity(c.get("identity"))));
    return serve(getRequestListener(app.fetch));
  },
};
